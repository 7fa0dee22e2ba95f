package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Budget;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What disruption could do at a moment, to be looked at only.
 *
 * @param budgets of every pool, for every reason
 * @param eligible how many nodes the last pass could have taken, budgets aside, by the reason for it; nothing before the first
 */
public record Outlook(List<Allowance> budgets, Map<Budget.Reason, Integer> eligible) {

    /** Nothing is ever disrupted. */
    public static final Outlook NONE = new Outlook(List.of(), Map.of());

    /**
     * A pool's budgets for a reason.
     *
     * @param allowed how many nodes may go at once; {@link Integer#MAX_VALUE} where no budget holds now
     * @param consuming how many count against that: they are going, or not ready
     */
    public record Allowance(String nodePool, Budget.Reason reason, int allowed, int consuming) {}

    public Outlook {
        budgets = List.copyOf(budgets);
        eligible = Collections.unmodifiableMap(eligible);
    }
}
