package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Method;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.List;
import java.util.Optional;

/** When it is a method's turn, and how many nodes the pools' budgets let it take then. */
final class MethodTurns {

    private final ClusterState state;
    private final Consolidated consolidated;
    private final BudgetWindows windows;

    MethodTurns(ClusterState state, Clock clock) {
        this.state = state;
        consolidated = new Consolidated(state);
        windows = new BudgetWindows(clock);
    }

    BudgetWindows windows() {
        return windows;
    }

    /** The same budgets, looked at without a trace: what is asked from outside of a turn must not change what a turn finds. */
    MethodTurns lookedAt(Clock clock) {
        return new MethodTurns(state, clock);
    }

    BudgetLedger budgets(Budget.Reason reason, long nowNs) {
        return BudgetLedger.of(state, reason, windows, nowNs);
    }

    /** The first of the candidates that budgets let go now, as many of each pool as they let. */
    List<Candidate> within(Budget.Reason reason, List<Candidate> ranked, long nowNs) {
        BudgetLedger budgets = budgets(reason, nowNs);
        return ranked.stream().filter(candidate -> budgets.take(candidate.pool)).toList();
    }

    /** Whether a method has found nothing and nothing has changed since. */
    boolean rests(Method method, long nowNs) {
        return consolidated.holds(method, nowNs);
    }

    /** A method that found nothing although every budget lets it is not asked again before something has changed. */
    Optional<Command> marked(Method method, List<Candidate> ranked, long nowNs, Optional<Command> found) {
        BudgetLedger budgets = budgets(method.reason(), nowNs);
        boolean single = method == Method.SINGLE_NODE;
        if (found.isEmpty()
                && ranked.stream().allMatch(c -> single ? budgets.left(c.pool) > 0 : budgets.take(c.pool))) {
            consolidated.mark(method, nowNs);
        }
        return found;
    }
}
