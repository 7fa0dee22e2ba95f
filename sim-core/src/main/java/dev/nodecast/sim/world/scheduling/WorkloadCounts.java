package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many pods of each workload are on each node, those that are being deleted left out. */
final class WorkloadCounts {

    private final Map<ObjectKey, Map<SimNode, Integer>> counts = new LinkedHashMap<>();

    void add(SimPod pod) {
        SimNode node = pod.node();
        if (node != null) {
            counts.computeIfAbsent(pod.workload(), _ -> new LinkedHashMap<>()).merge(node, 1, Integer::sum);
        }
    }

    /** The pod leaves; to be called once for each pod. */
    void remove(SimPod pod) {
        SimNode node = pod.node();
        Map<SimNode, Integer> ofWorkload = counts.get(pod.workload());
        if (node != null && ofWorkload != null) {
            ofWorkload.computeIfPresent(node, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    void forget(SimNode node) {
        counts.values().forEach(ofWorkload -> ofWorkload.remove(node));
    }

    int of(ObjectKey workload, SimNode node) {
        return of(workload).getOrDefault(node, 0);
    }

    /** The nodes with pods of the workload. */
    Map<SimNode, Integer> of(ObjectKey workload) {
        return counts.getOrDefault(workload, Map.of());
    }
}
