package dev.nodecast.sim.world.cluster;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.cloud.Instance;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code kubectl drain}, as schedules and the node termination handler use it: cordon, then evict everything but daemon
 * pods, again every five seconds where a budget forbids it.
 */
public final class NodeDrain implements ClusterEvents {

    private static final long RETRY_NS = 5 * Seconds.NS;

    private final Simulation simulation;
    private final ApiServer api;
    private final Evictions evictions;
    private final Map<SimNode, Consumer<Instance>> draining = new LinkedHashMap<>();

    public NodeDrain(Simulation simulation, ApiServer api, Evictions evictions) {
        this.simulation = simulation;
        this.api = api;
        this.evictions = evictions;
    }

    /**
     * Drains a node.
     *
     * @param graceSeconds for its pods; negative for their own
     * @param drained called once nothing but daemon pods is left
     */
    public void drain(SimNode node, long graceSeconds, Consumer<Instance> drained) {
        api.cordon(node);
        draining.put(node, drained);
        evictAll(node, graceSeconds);
        finishIfDrained(node);
    }

    @Override
    public void podGone(SimPod pod) {
        SimNode node = pod.node();
        if (node != null && draining.containsKey(node)) {
            simulation.schedule(0, () -> finishIfDrained(node));
        }
    }

    private void evictAll(SimNode node, long graceSeconds) {
        boolean refused = false;
        for (SimPod pod : podsToGo(node)) {
            refused |= !pod.deleting() && !evictions.evict(pod.key(), graceSeconds);
        }
        if (refused) {
            simulation.schedule(RETRY_NS, () -> {
                if (draining.containsKey(node)) {
                    evictAll(node, graceSeconds);
                }
            });
        }
    }

    private void finishIfDrained(SimNode node) {
        if (podsToGo(node).isEmpty()) {
            Consumer<Instance> drained = draining.remove(node);
            if (drained != null) {
                drained.accept(node.instance());
            }
        }
    }

    private static List<SimPod> podsToGo(SimNode node) {
        return node.pods().stream().filter(pod -> !pod.daemon()).toList();
    }
}
