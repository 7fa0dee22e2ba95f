package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Budget;
import org.jspecify.annotations.Nullable;

/**
 * Why a node is not disrupted.
 *
 * @param sentence for people
 * @param event the same in the words of Karpenter's events
 * @param budget the reason for which no node of its pool may go at all; null where that is not why
 */
public record Stay(Kind kind, String sentence, String event, Budget.@Nullable Reason budget) {

    /** What keeps it. */
    public enum Kind {
        /** The node itself, its claim or a pod on it: no method may take it. */
        BLOCKED,
        /** The disruption budgets of its pool. */
        BUDGET,
        /** There is nothing to be gained, or its pool does not want it. */
        UNCONSOLIDATABLE
    }

    static Stay blocked(Refusal why) {
        return new Stay(Kind.BLOCKED, why.sentence(), why.event(), null);
    }

    static Stay unconsolidatable(Refusal why) {
        return new Stay(Kind.UNCONSOLIDATABLE, why.sentence(), why.event(), null);
    }

    /** @param shut the reason for which no node of the pool may go at all; null where others are only going already */
    static Stay budget(String pool, Budget.Reason reason, Budget.@Nullable Reason shut) {
        String sentence =
                "the disruption budgets of NodePool " + pool + " let no node go now for reason " + reason.text();
        String event = "No allowed disruptions for disruption reason " + reason.text() + " due to blocking budget";
        return new Stay(Kind.BUDGET, sentence, event, shut);
    }
}
