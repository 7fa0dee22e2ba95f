package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;

/** When time alone can make a difference to what may be disrupted. */
final class Agenda {

    /** How long an unchanged cluster counts as consolidated: prices and capacity may have changed unseen (Karpenter's). */
    static final long RECHECK_NS = 5 * 60 * 1_000_000_000L;

    private final ClusterState state;
    private final Candidates candidates;
    private final BudgetWindows windows;

    Agenda(ClusterState state, Candidates candidates, BudgetWindows windows) {
        this.state = state;
        this.candidates = candidates;
        this.windows = windows;
    }

    /** The next such moment after {@code nowNs}; {@link Long#MAX_VALUE} where there is none. */
    long nextNs(long nowNs) {
        long next = Long.MAX_VALUE;
        for (StateNode node : state.nodes()) {
            Candidate candidate = candidates.find(node).candidate();
            if (candidate != null) {
                next = Math.min(next, nextNs(candidate, nowNs, state.helpfulChangeNs() + RECHECK_NS));
            }
        }
        for (NodePool pool : state.pools()) {
            for (Budget budget : pool.disruption().budgets()) {
                next = Math.min(next, windows.nextChangeNs(budget, nowNs));
            }
        }
        return next;
    }

    private long nextNs(Candidate candidate, long nowNs, long recheckNs) {
        long next = Long.MAX_VALUE;
        long[] moments = {
            Survey.consolidatableNs(candidate.claim, candidate.pool),
            candidate.node.nominatedUntilNs(),
            candidate.heldUntilNs,
            candidates.keptUntilNs(candidate),
            candidate.typeCheckNs() == Long.MAX_VALUE ? Long.MAX_VALUE : candidate.typeCheckNs() + 1
        };
        for (long moment : moments) {
            next = moment > nowNs ? Math.min(next, moment) : next;
        }
        NodePool.Policy policy = candidate.pool.disruption().policy();
        boolean priced = policy != NodePool.Policy.WHEN_EMPTY
                && candidate.pool.disruption().consolidateAfterNs() != null;
        return priced && recheckNs > nowNs ? Math.min(next, recheckNs) : next;
    }
}
