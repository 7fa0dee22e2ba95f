package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The node claims as the loops change them: written to the cluster and to what is known of it in one step. */
public final class Claims {

    private final ClusterPort cluster;
    private final ClusterState state;
    private final Clock clock;
    private Consumer<NodeClaim> ended = _ -> {};

    public Claims(ClusterPort cluster, ClusterState state, Clock clock) {
        this.cluster = cluster;
        this.state = state;
        this.clock = clock;
    }

    /** Sets who is to be told of every claim that begins to end and of every one that is gone. */
    public void tellOfEnds(Consumer<NodeClaim> listener) {
        ended = listener;
    }

    /** The claim of that name, or null where there is none any more. */
    public @Nullable NodeClaim get(String name) {
        StateNode node = state.ofClaim(name);
        return node == null ? null : node.claim();
    }

    public void create(NodeClaim claim) {
        state.see(claim);
        cluster.createNodeClaim(claim);
    }

    public void update(NodeClaim claim) {
        state.see(claim);
        cluster.updateNodeClaim(claim);
    }

    /** Begins the end of a claim; without effect where it has begun. */
    public void markDeleted(NodeClaim claim) {
        if (!claim.meta().deleting()) {
            state.see(claim.withMeta(claim.meta().deletedAt(clock.nowNs())));
            cluster.deleteNodeClaim(claim.name());
            ended.accept(claim);
        }
    }

    /** Lets go of a claim whose instance is gone. */
    public void release(String name) {
        NodeClaim gone = get(name);
        state.forgetClaim(name);
        cluster.releaseNodeClaim(name);
        if (gone != null) {
            ended.accept(gone);
        }
    }
}
