package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Budget;
import org.jspecify.annotations.Nullable;

/**
 * Why a node is not disrupted.
 *
 * @param sentence for people
 * @param budget the reason for which no node of its pool may go at all; null where that is not why
 */
public record Stay(Kind kind, String sentence, Budget.@Nullable Reason budget) {

    /** What keeps it. */
    public enum Kind {
        /** The node itself, its claim or a pod on it: no method may take it. */
        BLOCKED,
        /** The disruption budgets of its pool. */
        BUDGET,
        /** There is nothing to be gained, or its pool does not want it. */
        UNCONSOLIDATABLE
    }

    static Stay blocked(String sentence) {
        return new Stay(Kind.BLOCKED, sentence, null);
    }

    static Stay unconsolidatable(String sentence) {
        return new Stay(Kind.UNCONSOLIDATABLE, sentence, null);
    }
}
