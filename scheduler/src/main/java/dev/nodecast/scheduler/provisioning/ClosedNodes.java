package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nodes on which consolidation may not put the pods it moves: their own consolidateAfter has not passed since a pod came
 * or went. Pending pods and pods of nodes that are going away may still use them.
 */
final class ClosedNodes {

    private final IdentityHashMap<StateNode, Boolean> closed = new IdentityHashMap<>();
    private final ClusterState cluster;

    private ClosedNodes(ClusterState cluster) {
        this.cluster = cluster;
    }

    static ClosedNodes of(Problem problem) {
        ClosedNodes nodes = new ClosedNodes(problem.cluster());
        Long now = problem.consolidationNs();
        if (now != null) {
            for (StateNode node : problem.nodes()) {
                if (underConsolidateAfter(node, problem.cluster(), now)) {
                    nodes.closed.put(node, true);
                }
            }
        }
        return nodes;
    }

    private static boolean underConsolidateAfter(StateNode node, ClusterState cluster, long nowNs) {
        NodeClaim claim = node.claim();
        String poolName = node.nodePool();
        @Nullable NodePool pool = poolName == null ? null : cluster.pool(poolName);
        if (pool == null || claim == null) {
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

    boolean isEmpty() {
        return closed.isEmpty();
    }

    boolean refuses(StateNode node, Pod pod) {
        if (closed.isEmpty() || !closed.containsKey(node) || pod.phase() == Pod.Phase.PENDING) {
            return false;
        }
        StateNode from = pod.nodeName() == null ? null : cluster.ofNode(pod.nodeName());
        return from == null || !from.leaving();
    }
}
