package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeClaim.Status;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import org.jspecify.annotations.Nullable;

/**
 * Remembers on each claim when a pod last came or went, from which {@code consolidateAfter} counts. Events within ten
 * seconds of the last one written are not written (Karpenter {@code nodeclaim/podevents}); daemon pods do not count.
 */
public final class PodEvents {

    private static final long DEDUPE_NS = 10_000_000_000L;

    private final Claims claims;
    private final ClusterState state;
    private final Clock clock;

    public PodEvents(Claims claims, ClusterState state, Clock clock) {
        this.claims = claims;
        this.state = state;
        this.clock = clock;
    }

    /** A pod was seen; {@code before} is what was known of it. */
    public void observed(@Nullable Pod before, Pod now) {
        boolean bound = now.nodeName() != null && (before == null || before.nodeName() == null);
        boolean ended = before != null && !before.terminal() && now.terminal();
        boolean leaving =
                before != null && !before.meta().deleting() && now.meta().deleting();
        if (bound || ended || leaving) {
            stamp(now);
        }
    }

    /** A pod is gone. */
    public void gone(Pod pod) {
        if (!pod.terminal()) {
            stamp(pod);
        }
    }

    private void stamp(Pod pod) {
        if (pod.nodeName() == null || pod.meta().ownedBy("DaemonSet")) {
            return;
        }
        StateNode node = state.ofNode(pod.nodeName());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim == null || claim.meta().deleting()) {
            return;
        }
        Status s = claim.status();
        if (s.lastPodEventNs() != null && clock.nowNs() - s.lastPodEventNs() < DEDUPE_NS) {
            return;
        }
        claims.update(claim.withStatus(s.podEventAt(clock.nowNs())));
    }
}
