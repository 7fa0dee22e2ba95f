package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;

/** What all nodes of a pool have together, as the status of the pool says it (Karpenter {@code nodepool/counter}). */
public record PoolUse(int nodes, Resources resources) {

    public static PoolUse of(ClusterState state, String pool) {
        int nodes = 0;
        Resources resources = Resources.NONE;
        for (StateNode stateNode : state.nodes()) {
            if (pool.equals(stateNode.nodePool())) {
                nodes++;
                resources = resources.plus(capacity(stateNode));
            }
        }
        return new PoolUse(nodes, resources);
    }

    /** A node that has not said yet what it has counts as its claim expects. */
    private static Resources capacity(StateNode stateNode) {
        Node node = stateNode.node();
        NodeClaim claim = stateNode.claim();
        if (node != null && !node.capacity().isEmpty()) {
            return node.capacity();
        }
        return claim == null ? Resources.NONE : claim.status().capacity();
    }
}
