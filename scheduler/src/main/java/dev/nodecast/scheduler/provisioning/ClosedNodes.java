package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import org.jspecify.annotations.Nullable;

/**
 * Nodes on which consolidation may not put the pods it moves: their own consolidateAfter has not passed since a pod came
 * or went. Static pools and those being deleted have no such time. Pending pods and pods of nodes that are going away may still use them.
 */
final class ClosedNodes {

    private final ClusterState cluster;
    private final @Nullable Long nowNs;

    ClosedNodes(Problem problem) {
        this.cluster = problem.cluster();
        this.nowNs = problem.consolidationNs();
    }

    private static boolean underConsolidateAfter(StateNode node, ClusterState cluster, long nowNs) {
        NodeClaim claim = node.claim();
        String poolName = node.nodePool();
        @Nullable NodePool pool = poolName == null ? null : cluster.pool(poolName);
        if (pool == null
                || claim == null
                || pool.replicas() != null
                || pool.meta().deleting()) {
            return false;
        }
        Long after = pool.disruption().consolidateAfterNs();
        Long initialized = claim.status().initializedNs();
        if (after == null || after == 0 || initialized == null) {
            return false;
        }
        Long lastEvent = claim.status().lastPodEventNs();
        return nowNs - (lastEvent == null ? initialized : lastEvent) < after;
    }

    /** Whether no node can be closed, since nothing is being consolidated. */
    boolean none() {
        return nowNs == null;
    }

    boolean refuses(StateNode node, Pod pod) {
        if (nowNs == null || pod.phase() == Pod.Phase.PENDING || !underConsolidateAfter(node, cluster, nowNs)) {
            return false;
        }
        StateNode from = pod.nodeName() == null ? null : cluster.ofNode(pod.nodeName());
        return from == null || !from.leaving();
    }
}
