package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How many nodes of each pool may still be disrupted for a reason: the strictest budget that holds now, less the nodes
 * that are going or not ready. Shares are of the initialised nodes and round up (Karpenter
 * {@code BuildDisruptionBudgetMapping}). A pool with a budget that nobody can understand lets no node go.
 */
final class BudgetLedger {

    /** Lets no node go. */
    static final BudgetLedger NOTHING = new BudgetLedger();

    private final Map<String, Integer> left = new LinkedHashMap<>();
    private final Map<String, Integer> allowed = new LinkedHashMap<>();
    private final Map<String, Integer> consuming = new LinkedHashMap<>();

    private BudgetLedger() {}

    static BudgetLedger of(ClusterState state, Budget.Reason reason, BudgetWindows windows, long nowNs) {
        Map<String, int[]> nodesAndGone = new LinkedHashMap<>();
        for (StateNode node : state.nodes()) {
            String pool = counts(node) ? node.nodePool() : null;
            if (pool != null) {
                int[] counts = nodesAndGone.computeIfAbsent(pool, _ -> new int[2]);
                counts[0]++;
                boolean ready = node.node() != null && node.node().ready();
                counts[1] += node.leaving() || !ready ? 1 : 0;
            }
        }
        BudgetLedger ledger = new BudgetLedger();
        for (NodePool pool : state.pools()) {
            int[] counts = nodesAndGone.getOrDefault(pool.name(), new int[2]);
            int allowed =
                    windows.valid(pool) ? allowed(pool, reason, counts[0], budget -> windows.holds(budget, nowNs)) : 0;
            ledger.allowed.put(pool.name(), allowed);
            ledger.consuming.put(pool.name(), counts[1]);
            ledger.left.put(pool.name(), Math.max(0, allowed - counts[1]));
        }
        return ledger;
    }

    /** Nodes whose instance is ending already are left out, as are those that take no pods yet. */
    private static boolean counts(StateNode node) {
        NodeClaim claim = node.claim();
        return claim != null && !claim.terminating() && node.initialized();
    }

    /** The same again, to be taken from independently. */
    BudgetLedger copy() {
        BudgetLedger copy = new BudgetLedger();
        copy.left.putAll(left);
        copy.allowed.putAll(allowed);
        copy.consuming.putAll(consuming);
        return copy;
    }

    /** Whether the budgets let no node of the pool go, however many are going already. */
    boolean shut(NodePool pool) {
        return allowed.getOrDefault(pool.name(), 0) == 0;
    }

    Outlook.Allowance allowance(NodePool pool, Budget.Reason reason) {
        return new Outlook.Allowance(
                pool.name(), reason, allowed.getOrDefault(pool.name(), 0), consuming.getOrDefault(pool.name(), 0));
    }

    private static int allowed(NodePool pool, Budget.Reason reason, int nodes, Predicate<Budget> holds) {
        int strictest = Integer.MAX_VALUE;
        for (Budget budget : pool.disruption().budgets()) {
            boolean speaksOf = budget.reasons().isEmpty() || budget.reasons().contains(reason);
            if (speaksOf && holds.test(budget)) {
                strictest = Math.min(strictest, budget.nodes().ofRoundedUp(nodes));
            }
        }
        return strictest;
    }

    /** How many nodes of the pool may go. */
    int left(NodePool pool) {
        return left.getOrDefault(pool.name(), 0);
    }

    /** Takes one node of the pool from the budget; false where nothing is left. */
    boolean take(NodePool pool) {
        int remaining = left(pool);
        if (remaining == 0) {
            return false;
        }
        left.put(pool.name(), remaining - 1);
        return true;
    }
}
