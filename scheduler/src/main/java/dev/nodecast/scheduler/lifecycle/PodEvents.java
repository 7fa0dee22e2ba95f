package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeClaim.Status;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import org.jspecify.annotations.Nullable;

/**
 * Remembers on each claim when a pod was last bound, ended or told to go, from which {@code consolidateAfter} counts; that
 * a pod is gone in the end is no event of its own. Times are whole seconds, and events within ten seconds of the one last
 * written are not written (Karpenter {@code nodeclaim/podevents}). Daemon pods do not count.
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

    private void stamp(Pod pod) {
        if (pod.nodeName() == null || pod.meta().ownedBy("DaemonSet")) {
            return;
        }
        StateNode node = state.ofNode(pod.nodeName());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim == null) {
            return;
        }
        Status s = claim.status();
        if (s.lastPodEventNs() != null && clock.nowNs() - s.lastPodEventNs() < DEDUPE_NS) {
            return;
        }
        claims.update(claim.withStatus(s.podEventAt(clock.wholeSecondNs(clock.nowNs()))));
    }
}
