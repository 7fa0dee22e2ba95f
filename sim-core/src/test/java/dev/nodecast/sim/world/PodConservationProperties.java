package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.OptIns;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.disruption.ConsolidationOptions.Reach;
import dev.nodecast.scheduler.interruption.JobRisk;
import dev.nodecast.scheduler.interruption.SpotChoice;
import dev.nodecast.scheduler.lookahead.LookAhead;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.spec.CloudTimings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Whatever is interrupted, expired, drained or consolidated: no pod is lost, and none waits for ever. */
class PodConservationProperties {

    private static final long HORIZON = 45 * MINUTE;
    private static final long LONGEST_WAIT = 20 * MINUTE;

    /** What the API server says of pods, as an onlooker hears it. */
    private static final class Pods {
        final Map<ObjectKey, Pod> existing = new LinkedHashMap<>();
        final Map<ObjectKey, Long> waitingSinceNs = new LinkedHashMap<>();

        void hear(Observation observation, long nowNs) {
            switch (observation) {
                case Observation.PodObserved seen -> see(seen.pod(), nowNs);
                case Observation.PodGone gone -> {
                    existing.remove(gone.key());
                    waitingSinceNs.remove(gone.key());
                }
                default -> {}
            }
        }

        private void see(Pod pod, long nowNs) {
            existing.put(pod.key(), pod);
            if (pod.nodeName() == null) {
                waitingSinceNs.putIfAbsent(pod.key(), nowNs);
            } else {
                waitingSinceNs.remove(pod.key());
            }
        }

        long staying() {
            return existing.values().stream()
                    .filter(pod -> !pod.meta().deleting() && !pod.terminal())
                    .count();
        }
    }

    /** Karpenter's behaviour, or with policies beyond it. */
    private static Settings settings(RandomStream random) {
        Settings usual = Settings.defaults();
        if (random.nextInt(2) == 0) {
            return usual;
        }
        LookAhead.Mode[] modes = LookAhead.Mode.values();
        return new Settings(
                        usual.batch(),
                        usual.solver(),
                        usual.disruption(),
                        usual.consolidation().withReach(Reach.GLOBAL),
                        usual.autoscaling())
                .with(new OptIns(
                        new SpotChoice(SpotChoice.Mode.EXPECTED_COST, JobRisk.DEFAULT),
                        new LookAhead(modes[random.nextInt(modes.length)], 0.5, 3 * MINUTE, 0)));
    }

    private static Autoscaler.Factory watchedBy(Pods pods, Settings settings) {
        return (Ports ports) -> {
            ControlLoop loop = new ControlLoop(ports, settings);
            loop.start();
            return observation -> {
                pods.hear(observation, ports.clock().nowNs());
                loop.observe(observation);
            };
        };
    }

    /** Pools that buy both spot and on-demand, so that there always is a way out, and consolidate and expire at random. */
    private static NodePool pool(RandomStream random) {
        NodePool plain = Fixtures.pool("gpu-spot");
        NodePool.Template t = plain.template();
        NodePool.Policy policy = NodePool.Policy.values()[random.nextInt(NodePool.Policy.values().length)];
        Budget budget = new Budget(new CountOrPercent.Count(1 + random.nextInt(3)), List.of(), null, null);
        return new NodePool(
                plain.meta(),
                new NodePool.Template(
                        t.labels(),
                        t.annotations(),
                        t.requirements(),
                        t.taints(),
                        t.startupTaints(),
                        t.nodeClassRef(),
                        random.nextInt(3) == 0 ? (10 + random.nextInt(40)) * MINUTE : null,
                        random.nextInt(2) == 0 ? (1 + random.nextInt(10)) * MINUTE : null),
                new NodePool.Disruption(policy, random.nextInt(120) * SECOND, List.of(budget)),
                Resources.NONE,
                null,
                0,
                null);
    }

    private static PodDisruptionBudget oneAtATime() {
        return new PodDisruptionBudget(
                new ObjectMeta("prod", "workers", "pdb", Labels.NONE, Labels.NONE, null, 0, null),
                LabelSelector.of("app", Fixtures.WORKER.name()),
                null,
                new CountOrPercent.Count(1),
                false,
                0);
    }

    @Property(tries = 1000)
    void noPodIsLostAndNoneWaitsForEver(@ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        RandomStream random = new RandomStreams(seed, 3).stream("world");
        int replicas = 1 + random.nextInt(6);
        Fixtures.Builder world = new Fixtures.Builder();
        world.seed = seed;
        world.horizonNs = HORIZON;
        world.market = new StormyMarket(seed, 2.0);
        world.timings = CloudTimings.DEFAULT;
        world.pools = List.of(pool(random));
        world.deployments = List.of(Fixtures.workers(replicas, 10 + random.nextInt(100)));
        world.budgets = random.nextInt(2) == 0 ? List.of(oneAtATime()) : List.of();
        Pods pods = new Pods();

        new SimulatedWorld(world.build(), watchedBy(pods, settings(random)), Journal.NONE).runChecked();

        assertThat(pods.staying()).as("seed %d", seed).isEqualTo(replicas);
        assertThat(pods.waitingSinceNs.values())
                .as("seed %d", seed)
                .allSatisfy(since -> assertThat(HORIZON - since).isLessThan(LONGEST_WAIT));
    }
}
