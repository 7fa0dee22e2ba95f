package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.port.NodeCondition;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.spec.Ageing;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes that break some time after they were ready, and say so by a condition. What ran there works no more. Where the kubelet
 * is lost, the node is not ready, takes no pods, and those on it are deleted after five minutes (the default toleration of
 * {@code node.kubernetes.io/unreachable:NoExecute}); they stay until their node is gone.
 */
public final class NodeFailures implements ClusterEvents {

    private static final long UNREACHABLE_TOLERATED_NS = 300 * Seconds.NS;

    private final Set<SimNode> known = new LinkedHashSet<>();
    private final Simulation simulation;
    private final ApiServer api;
    private final Watch watch;
    private final RandomStreams streams;
    private final Ageing.Failures failures;
    private final Kubelets kubelets;

    /** Who hears of failures. */
    public record Hearers(ApiServer api, Watch watch, Kubelets kubelets) {}

    public NodeFailures(Simulation simulation, RandomStreams streams, Ageing.Failures failures, Hearers hearers) {
        this.simulation = simulation;
        this.streams = streams;
        this.failures = failures;
        this.api = hearers.api;
        this.watch = hearers.watch;
        this.kubelets = hearers.kubelets;
    }

    @Override
    public void nodeChanged(SimNode node) {
        if (node.observed().ready() && !node.instance().standing() && known.add(node)) {
            long ordinal = node.instance().ordinal();
            long afterNs = Seconds.sampleNs(failures.afterS(), streams.stream("node-failure", ordinal));
            simulation.schedule(afterNs, () -> fail(node));
        }
    }

    @Override
    public void nodeGone(SimNode node) {
        known.remove(node);
    }

    private void fail(SimNode node) {
        if (node.gone() || !node.instance().running()) {
            return;
        }
        kubelets.broken(node, failures.kubeletLost());
        NodeCondition.Status status =
                failures.kubeletLost() ? NodeCondition.Status.UNKNOWN : NodeCondition.Status.FALSE;
        if (failures.kubeletLost()) {
            api.markUnreachable(node);
            simulation.schedule(UNREACHABLE_TOLERATED_NS, () -> evictAll(node));
        }
        watch.publish(new Observation.NodeHealthObserved(
                node.name(), List.of(new NodeCondition(failures.condition(), status, simulation.now()))));
    }

    private void evictAll(SimNode node) {
        if (!node.gone()) {
            List.copyOf(node.pods()).stream().filter(pod -> !pod.daemon()).forEach(pod -> api.deletePod(pod, 0));
        }
    }
}
