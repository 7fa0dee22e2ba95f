package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.manifest.grammar.CronSchedule;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many nodes of each pool may still be disrupted for a reason: the strictest budget that holds now, less the nodes
 * that are going or not ready. Shares are of the initialised nodes and round up (Karpenter
 * {@code BuildDisruptionBudgetMapping}).
 */
final class BudgetLedger {

    private final Map<String, Integer> left = new LinkedHashMap<>();

    private BudgetLedger() {}

    static BudgetLedger of(ClusterState state, Budget.Reason reason, Instant now) {
        Map<String, int[]> nodesAndGone = new LinkedHashMap<>();
        for (StateNode node : state.nodes()) {
            String pool = node.nodePool();
            if (node.managed() && node.initialized() && pool != null) {
                int[] counts = nodesAndGone.computeIfAbsent(pool, unused -> new int[2]);
                counts[0]++;
                boolean ready = node.node() != null && node.node().ready();
                counts[1] += node.leaving() || !ready ? 1 : 0;
            }
        }
        BudgetLedger ledger = new BudgetLedger();
        for (NodePool pool : state.pools()) {
            int[] counts = nodesAndGone.getOrDefault(pool.name(), new int[2]);
            int allowed = allowed(pool, reason, counts[0], now);
            ledger.left.put(pool.name(), Math.max(0, allowed - counts[1]));
        }
        return ledger;
    }

    /** Takes one node of the pool from the budget; false where nothing is left. */
    boolean take(String pool) {
        int remaining = left.getOrDefault(pool, 0);
        if (remaining == 0) {
            return false;
        }
        left.put(pool, remaining - 1);
        return true;
    }

    private static int allowed(NodePool pool, Budget.Reason reason, int nodes, Instant now) {
        int strictest = Integer.MAX_VALUE;
        for (Budget budget : pool.disruption().budgets()) {
            boolean speaksOf = budget.reasons().isEmpty() || budget.reasons().contains(reason);
            if (speaksOf && holds(budget, now)) {
                strictest = Math.min(strictest, budget.nodes().ofRoundedUp(nodes));
            }
        }
        return strictest;
    }

    /** A window holds from a moment of its schedule until its duration has passed, its end excluded. */
    static boolean holds(Budget budget, Instant now) {
        String schedule = budget.schedule();
        Long duration = budget.durationNs();
        if (schedule == null || duration == null) {
            return true;
        }
        Optional<CronSchedule> cron = CronSchedule.parse(schedule);
        if (cron.isEmpty()) {
            return false;
        }
        LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        LocalDateTime begin = time.minusNanos(duration);
        LocalDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
        while (minute.isAfter(begin)) {
            if (cron.get().matches(minute)) {
                return true;
            }
            minute = minute.minusMinutes(1);
        }
        return false;
    }
}
