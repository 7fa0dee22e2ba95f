package dev.nodecast.scheduler.state;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import org.jspecify.annotations.Nullable;

/**
 * How often the cluster has changed, and how often in a way that could change a decision: a plan holds while only things
 * have changed that no plan looks at, such as a bound pod that has become ready.
 */
final class Changes {

    /** Whose answers a change can be another for; each kind is in all kinds before it. */
    enum Kind {
        NOBODY,
        DISRUPTION,
        PLACEMENT
    }

    private long all;
    private long ofDisruption;
    private long ofPlacement;

    void note(Kind kind) {
        all++;
        ofDisruption += kind.compareTo(Kind.DISRUPTION) >= 0 ? 1 : 0;
        ofPlacement += kind == Kind.PLACEMENT ? 1 : 0;
    }

    /** Something that every plan looks at. */
    void note() {
        note(Kind.PLACEMENT);
    }

    long all() {
        return all;
    }

    long ofDisruption() {
        return ofDisruption;
    }

    long ofPlacement() {
        return ofPlacement;
    }

    /** What it means that a pod is seen, or seen again. */
    static Kind of(@Nullable Pod before, Pod now, boolean budgets) {
        if (unplanned(now) && (before == null || unplanned(before))) {
            return Kind.NOBODY;
        }
        if (before == null || before.nodeName() == null || !sameWish(before, now)) {
            return Kind.PLACEMENT;
        }
        if (budgets && before.ready() != now.ready()) {
            return Kind.PLACEMENT;
        }
        return before.phase() == now.phase() ? Kind.NOBODY : Kind.DISRUPTION;
    }

    /** It has no node, and nobody is asked to find one for it yet. */
    static boolean unplanned(Pod pod) {
        return pod.nodeName() == null && !pod.provisionable() && !pod.meta().ownedBy("DaemonSet");
    }

    /** Bound as before, asking for the same, and as free to go as before. */
    private static boolean sameWish(Pod before, Pod now) {
        return now.nodeName() != null
                && now.nodeName().equals(before.nodeName())
                && before.terminal() == now.terminal()
                && now.meta().annotations().get(WellKnown.DO_NOT_DISRUPT) == null
                && before.meta().equals(now.meta())
                && before.spec().equals(now.spec());
    }

    /** What it means that a claim is seen, or seen again: when a pod last came or went concerns disruption alone. */
    static Kind of(@Nullable NodeClaim before, NodeClaim now) {
        if (before == null || !before.meta().equals(now.meta())) {
            return Kind.PLACEMENT;
        }
        Long event = now.status().lastPodEventNs();
        boolean stampOnly = event != null && before.status().podEventAt(event).equals(now.status());
        return stampOnly ? Kind.DISRUPTION : Kind.PLACEMENT;
    }
}
