package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.StateNode;
import org.jspecify.annotations.Nullable;

/** Whether a node may be looked at by the methods of disruption at all. */
final class Eligibility {

    private Eligibility() {}

    /** Initialised, owned, not going, not promised to pods and not protected by an annotation. */
    static boolean disruptable(StateNode node, long nowNs) {
        Node known = node.node();
        return node.managed()
                && known != null
                && node.initialized()
                && !node.leaving()
                && !node.nominatedAt(nowNs)
                && !known.meta().annotations().has(WellKnown.DO_NOT_DISRUPT, "true");
    }

    /** No pod that would have to move. */
    static boolean empty(StateNode node) {
        for (Pod pod : node.pods()) {
            if (movable(pod)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a pod has to run elsewhere when its node goes. */
    static boolean movable(Pod pod) {
        return !pod.terminal() && !pod.meta().ownedBy("DaemonSet") && !pod.meta().ownedBy("Node");
    }

    /**
     * When the node becomes consolidatable: {@code consolidateAfter} from its last pod event, or from its initialisation;
     * {@link Long#MAX_VALUE} where its pool never consolidates.
     */
    static long consolidatableNs(StateNode node, @Nullable NodePool pool) {
        NodeClaim claim = node.claim();
        Long after = pool == null ? null : pool.disruption().consolidateAfterNs();
        if (claim == null || after == null || !claim.initialized()) {
            return Long.MAX_VALUE;
        }
        NodeClaim.Status status = claim.status();
        Long since = status.lastPodEventNs() == null ? status.initializedNs() : status.lastPodEventNs();
        return since == null ? Long.MAX_VALUE : since + after;
    }
}
