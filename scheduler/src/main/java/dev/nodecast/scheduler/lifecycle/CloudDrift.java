package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cloud every five minutes which nodes it would launch differently today, such as from a newer machine image, and
 * writes the answer on their claims (Karpenter {@code nodeclaim/disruption/drift.go}).
 */
public final class CloudDrift {

    private static final long PERIOD_NS = 5 * 60 * 1_000_000_000L;

    private final Claims claims;
    private final ClusterState state;
    private final CloudProvider cloud;
    private final Clock clock;

    public CloudDrift(Claims claims, ClusterState state, CloudProvider cloud, Clock clock) {
        this.claims = claims;
        this.state = state;
        this.cloud = cloud;
        this.clock = clock;
    }

    public void start(Timers timers) {
        timers.after(PERIOD_NS, () -> {
            look();
            start(timers);
        });
    }

    private void look() {
        for (StateNode node : state.nodes().toArray(StateNode[]::new)) {
            NodeClaim claim = node.claim();
            if (claim != null && claim.launched() && !claim.meta().deleting()) {
                look(claim);
            }
        }
    }

    private void look(NodeClaim claim) {
        String reason = cloud.drifted(claim);
        NodeClaim.Status status = claim.status();
        if (!Objects.equals(reason, status.cloudDrift())) {
            claims.update(claim.withStatus(status.cloudDrifted(reason, reason == null ? null : since(status))));
        }
    }

    /** When it began: another reason for a drift that is known does not start it anew. */
    private @Nullable Long since(NodeClaim.Status status) {
        return status.cloudDrift() == null ? Long.valueOf(clock.nowNs()) : status.driftedSinceNs();
    }
}
