package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.random.RandomStreams;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pods a ReplicaSet deletes first (Kubernetes {@code controller.ActivePodsWithRanks}): unassigned, pending, not
 * ready, cheap to delete, crowded on one node, recently ready or created; ages compare by their order of magnitude
 * (LogarithmicScaleDown). The last resort is the random UID.
 */
final class DeletionOrder {

    private final RandomStreams.Family uids;

    DeletionOrder(RandomStreams.Family uids) {
        this.uids = uids;
    }

    /** Sorts pods of one ReplicaSet, the first to go first. */
    void sort(List<SimPod> pods, long nowNs) {
        Map<SimNode, Integer> perNode = new LinkedHashMap<>();
        for (SimPod pod : pods) {
            if (pod.node() != null) {
                perNode.merge(pod.node(), 1, Integer::sum);
            }
        }
        pods.sort(Comparator.comparingInt((SimPod pod) -> pod.node() == null ? 0 : 1)
                .thenComparingInt(pod -> pod.phase() == Pod.Phase.PENDING ? 0 : 1)
                .thenComparingInt(pod -> pod.ready() ? 1 : 0)
                .thenComparingInt(DeletionOrder::deletionCost)
                .thenComparingInt(pod -> -crowd(perNode, pod.node()))
                .thenComparingInt(pod -> pod.ready() ? magnitude(nowNs - pod.readySinceNs()) : 0)
                .thenComparingInt(pod -> magnitude(nowNs - pod.meta().createdNs()))
                .thenComparingLong(pod -> uids.stream(pod.ordinal()).nextLong()));
    }

    private static int crowd(Map<SimNode, Integer> perNode, @Nullable SimNode node) {
        return node == null ? 0 : perNode.getOrDefault(node, 0);
    }

    private static int deletionCost(SimPod pod) {
        String cost = pod.meta().annotations().get(WellKnown.POD_DELETION_COST);
        try {
            return cost == null ? 0 : Integer.parseInt(cost);
        } catch (NumberFormatException e) {
            return 0; // as the controller does with what it cannot read
        }
    }

    private static int magnitude(long ageNs) {
        return 64 - Long.numberOfLeadingZeros(Math.max(0, ageNs));
    }
}
