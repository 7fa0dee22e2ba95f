package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes the nodes that no pod has needed for {@code consolidateAfter}, as many at once as the budgets allow. */
final class Emptiness {

    private final ClusterState state;

    Emptiness(ClusterState state) {
        this.state = state;
    }

    Optional<Command> command(long nowNs, Instant now) {
        @Nullable BudgetLedger budgets = null;
        List<String> candidates = new ArrayList<>();
        for (StateNode node : state.nodes()) {
            if (!eligible(node, nowNs)) {
                continue;
            }
            if (budgets == null) {
                budgets = BudgetLedger.of(state, Budget.Reason.EMPTY, now);
            }
            NodeClaim claim = node.claim();
            String pool = node.nodePool();
            if (claim != null && pool != null && budgets.take(pool)) {
                candidates.add(claim.name());
            }
        }
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(new Command(
                        Command.Method.EMPTINESS, Budget.Reason.EMPTY, candidates, List.of(), why(candidates)));
    }

    /** Whether the node is empty and has been for long enough. */
    boolean eligible(StateNode node, long nowNs) {
        String poolName = node.nodePool();
        NodePool pool = poolName == null ? null : state.pool(poolName);
        return Eligibility.disruptable(node, nowNs)
                && Eligibility.consolidatableNs(node, pool) <= nowNs
                && Eligibility.empty(node);
    }

    private static String why(List<String> candidates) {
        return candidates.size() == 1
                ? "no pod has needed the node for consolidateAfter"
                : "no pod has needed the " + candidates.size() + " nodes for consolidateAfter";
    }
}
