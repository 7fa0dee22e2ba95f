package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which pods of a node are to be evicted next (Karpenter {@code terminator.go}): the least critical group that still has
 * pods. Pods that tolerate the disruption taint and mirror pods stay until the instance goes, and pods that should have
 * ended a minute ago are not waited for.
 */
public final class DrainOrder {

    private static final List<String> CRITICAL_CLASSES = List.of("system-cluster-critical", "system-node-critical");

    private static final int GROUPS = 4;

    /** How long after its grace period a pod counts as stuck. */
    private static final long STUCK_NS = 60 * 1_000_000_000L;

    private DrainOrder() {}

    /** The next group to evict, including those that are going already; empty when the node is drained. */
    static List<Pod> nextGroup(Collection<Pod> pods, long nowNs) {
        List<List<Pod>> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.add(new ArrayList<>());
        }
        for (Pod pod : pods) {
            if (awaited(pod, nowNs)) {
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

    /** Whether a drain waits for the pod to leave. */
    static boolean drains(Pod pod) {
        return !pod.terminal()
                && !pod.meta().ownedBy("Node")
                && !WellKnown.DISRUPTED.toleratedBy(pod.spec().tolerations());
    }

    /** Whether a drain still waits for the pod: also not for one that should have ended a minute ago. */
    public static boolean awaited(Pod pod, long nowNs) {
        return drains(pod) && !stuck(pod, nowNs);
    }

    private static boolean stuck(Pod pod, long nowNs) {
        Long ended = pod.meta().deletionNs();
        return ended != null && nowNs - ended > STUCK_NS;
    }

    private static int groupOf(Pod pod) {
        String priorityClass = pod.spec().priorityClassName();
        boolean critical = priorityClass != null && CRITICAL_CLASSES.contains(priorityClass);
        boolean daemon = pod.meta().ownedBy("DaemonSet");
        return (critical ? 2 : 0) + (daemon ? 1 : 0);
    }
}
