package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which pods of a node are to be evicted next (Karpenter {@code terminator.go}): the least critical group that still has
 * pods. Pods that tolerate the disruption taint and mirror pods stay until the instance goes.
 */
final class DrainOrder {

    /** Priority from which a pod is critical: {@code system-cluster-critical}. */
    private static final int CRITICAL_PRIORITY = 2_000_000_000;

    private static final int GROUPS = 4;

    private DrainOrder() {}

    /** The next group to evict, including those that are going already; empty when the node is drained. */
    static List<Pod> nextGroup(Collection<Pod> pods) {
        List<List<Pod>> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.add(new ArrayList<>());
        }
        for (Pod pod : pods) {
            if (drains(pod)) {
                groups.get(groupOf(pod)).add(pod);
            }
        }
        for (List<Pod> group : groups) {
            if (!group.isEmpty()) {
                return group;
            }
        }
        return List.of();
    }

    private static boolean drains(Pod pod) {
        return !pod.terminal()
                && !pod.meta().ownedBy("Node")
                && !WellKnown.DISRUPTED.toleratedBy(pod.spec().tolerations());
    }

    private static int groupOf(Pod pod) {
        boolean critical = pod.spec().priority() >= CRITICAL_PRIORITY;
        boolean daemon = pod.meta().ownedBy("DaemonSet");
        return (critical ? 2 : 0) + (daemon ? 1 : 0);
    }
}
