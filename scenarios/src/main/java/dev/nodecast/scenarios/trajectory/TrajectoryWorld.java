package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.StorageObject;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.CalmMarket;
import dev.nodecast.sim.world.spec.CloudSpec;
import dev.nodecast.sim.world.spec.CloudSpec.BillingSpec;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.ClusterSpec;
import dev.nodecast.sim.world.spec.ControlPlane;
import dev.nodecast.sim.world.spec.ImagePulls;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.MeasureSpec;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.OnDemandCapacity;
import dev.nodecast.sim.world.spec.PodStartup;
import dev.nodecast.sim.world.spec.RunSpec;
import dev.nodecast.sim.world.spec.WorkloadSpec;
import dev.nodecast.sim.world.spec.WorldSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * The world that the recordings were made in: a cloud that never runs out and answers at once, fake kubelets with fixed
 * delays. What the control plane took besides was measured over all recordings (medians and spreads of their README).
 */
final class TrajectoryWorld {

    private static final Instant DAY = Instant.parse("2026-11-22T16:00:00Z");
    private static final double NS_PER_S = 1e9;

    /** A claim is launched 28–450 ms after it was made, half of them within 92 ms. */
    private static final Distribution LAUNCH_S = Distribution.empirical(0.021, 0.05, 0.092, 0.2, 0.515);

    /** From the Node object until the node controller has taken its not-ready taint away. */
    private static final Distribution READY_S = Distribution.uniform(0.1, 0.3);

    /** Pods that come together are bound 2–10 ms after each other. */
    private static final Distribution BIND_S = Distribution.uniform(0.002, 0.008);

    /** A refusal is written to the pod before the next one is looked at. */
    private static final Distribution REFUSE_S = Distribution.uniform(0.004, 0.016);

    /** From a request until the pods are created. */
    private static final Distribution REACTION_S = Distribution.empirical(0.02, 0.03, 0.06, 0.1, 0.19);

    private final Trajectory trajectory;

    TrajectoryWorld(Trajectory trajectory) {
        this.trajectory = trajectory;
    }

    /** The timeline begins at any moment of a second, as the recordings did. */
    WorldSpec spec(long seed) {
        long fractionNs = new RandomStreams(seed, 0).stream("second-phase").nextInt(1_000) * 1_000_000L;
        return new WorldSpec(
                new RunSpec(DAY.plusNanos(fractionNs), trajectory.endNs(), seed, 0),
                cluster(),
                cloud(),
                WorkloadSpec.none(),
                MeasureSpec.TOTALS,
                trajectory.actions(),
                new ControlPlane(BIND_S, REFUSE_S, REACTION_S));
    }

    private ClusterSpec cluster() {
        return new ClusterSpec(
                trajectory.manifests().values(NodePool.class),
                trajectory.manifests().values(Deployment.class),
                trajectory.manifests().values(DaemonSet.class),
                trajectory.manifests().values(PodDisruptionBudget.class),
                List.of(),
                List.of(),
                trajectory.manifests().values(StorageObject.class),
                nodeStartup(),
                ImagePulls.NONE,
                podStartup());
    }

    private NodeStartup nodeStartup() {
        Distribution never = Distribution.constant(0);
        return new NodeStartup(
                seconds(trajectory.kubelet().registrationNs()), READY_S, never, never, devices(), never, never);
    }

    /** The fake nodes offer all that their type has. */
    private Set<String> devices() {
        TreeSet<String> devices = new TreeSet<>();
        for (InstanceType type : trajectory.types().types()) {
            for (String name : type.capacity().names()) {
                if (name.indexOf('/') >= 0) {
                    devices.add(name);
                }
            }
        }
        return devices;
    }

    private SequencedMap<ObjectKey, PodStartup> podStartup() {
        PodStartup startup = new PodStartup(
                seconds(trajectory.kubelet().podStartNs()),
                0,
                Distribution.constant(1),
                Distribution.constant(0),
                seconds(trajectory.kubelet().podEndNs()));
        SequencedMap<ObjectKey, PodStartup> byWorkload = new LinkedHashMap<>();
        trajectory
                .manifests()
                .values(Deployment.class)
                .forEach(deployment -> byWorkload.put(deployment.meta().key(), startup));
        trajectory
                .manifests()
                .values(DaemonSet.class)
                .forEach(daemonSet -> byWorkload.put(daemonSet.meta().key(), startup));
        return byWorkload;
    }

    private CloudSpec cloud() {
        SequencedMap<String, List<InstanceType>> types = new LinkedHashMap<>();
        trajectory
                .manifests()
                .values(NodePool.class)
                .forEach(pool -> types.put(pool.name(), trajectory.types().types()));
        return new CloudSpec(
                types,
                CalmMarket.of(trajectory.types().types()),
                OnDemandCapacity.UNLIMITED,
                new CloudTimings(LAUNCH_S, Distribution.constant(0), Distribution.constant(0)),
                InterruptionSpec.UNHANDLED,
                List.of(),
                BillingSpec.STANDARD);
    }

    private static Distribution seconds(long ns) {
        return Distribution.constant(ns / NS_PER_S);
    }
}
