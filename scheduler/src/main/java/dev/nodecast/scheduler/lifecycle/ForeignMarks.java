package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import org.jspecify.annotations.Nullable;

/**
 * Gives claims that bear a hash of another version, which compares with nothing, the one of their pool as it is: whoever takes
 * over a cluster replaces no node for it. One that has drifted stays drifted (Karpenter {@code nodepool/hash}).
 */
public final class ForeignMarks {

    private final Claims claims;
    private final ClusterState state;

    public ForeignMarks(Claims claims, ClusterState state) {
        this.claims = claims;
        this.state = state;
    }

    /** Looks at the claims of a pool. */
    public void pool(NodePool pool) {
        for (StateNode node : state.nodes().toArray(StateNode[]::new)) {
            NodeClaim claim = node.claim();
            if (claim != null && pool.name().equals(claim.nodePool())) {
                claim(claim, pool);
            }
        }
    }

    /** Looks at a claim; to be called when it is known. */
    public void claim(NodeClaim claim) {
        NodePool pool = claim.nodePool() == null ? null : state.pool(claim.nodePool());
        if (pool != null) {
            claim(claim, pool);
        }
    }

    private void claim(NodeClaim claim, NodePool pool) {
        NodeClaim now = claim.meta().deleting() ? null : remarked(claim, pool);
        if (now != null) {
            claims.update(now);
        }
    }

    private static @Nullable NodeClaim remarked(NodeClaim claim, NodePool pool) {
        Labels marks = claim.meta().annotations();
        String hash = pool.meta().annotations().get(WellKnown.NODE_POOL_HASH);
        boolean foreign = marks.get(WellKnown.NODE_POOL_HASH) != null
                && !marks.has(WellKnown.NODE_POOL_HASH_VERSION, NodePoolHash.VERSION);
        if (hash == null || !foreign) {
            return null;
        }
        Labels now = marks.with(WellKnown.NODE_POOL_HASH_VERSION, NodePoolHash.VERSION);
        boolean drifted = claim.status().driftedSinceNs() != null;
        return claim.withMeta(claim.meta().withAnnotations(drifted ? now : now.with(WellKnown.NODE_POOL_HASH, hash)));
    }
}
