package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Effect;
import dev.nodecast.scheduler.model.NodePool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The policy Balanced: a move is worth it where its share of the pool's cost, divided by its share of what disrupting the
 * whole pool would cost, is at least a half (Karpenter {@code designs/balanced-consolidation.md}, k = 2).
 */
final class BalancedScore {

    private static final double THRESHOLD = 1.0 / 2;

    /** Nothing is compared: no pool has the policy. */
    static final BalancedScore NONE = new BalancedScore(Map.of());

    private final Map<String, Totals> totals;

    /** Price and cost of disruption of a pool's nodes. */
    record Totals(double price, double disruptionCost) {

        Totals plus(double otherPrice, double otherCost) {
            return new Totals(price + otherPrice, disruptionCost + otherCost);
        }
    }

    BalancedScore(Map<String, Totals> totals) {
        this.totals = new LinkedHashMap<>(totals);
    }

    static boolean applies(NodePool pool) {
        return pool.disruption().policy() == NodePool.Policy.BALANCED;
    }

    /** Whether even deleting the node, which saves the most, could be worth it. */
    boolean possible(Candidate candidate) {
        Totals of = totals.get(candidate.pool.name());
        return !applies(candidate.pool)
                || of == null
                || of.price <= 0
                || passes(of, (double) candidate.priceMicroUsdPerHour, candidate.disruptionCost);
    }

    /** Whether the move is worth it for every pool with the policy; savings are split by what each pool's nodes cost. */
    boolean approves(List<Candidate> candidates, Effect effect) {
        Map<String, Totals> byPool = new LinkedHashMap<>();
        for (Candidate c : candidates) {
            Totals before = byPool.getOrDefault(c.pool.name(), new Totals(0, 0));
            byPool.put(c.pool.name(), before.plus((double) c.priceMicroUsdPerHour, c.disruptionCost));
        }
        for (Candidate candidate : candidates) {
            Totals move = byPool.getOrDefault(candidate.pool.name(), new Totals(0, 0));
            boolean alone = byPool.size() == 1 || effect.sourceMicroUsdPerHour() <= 0;
            double share = alone ? 1 : move.price / effect.sourceMicroUsdPerHour();
            Totals all = totals.getOrDefault(candidate.pool.name(), new Totals(0, 0));
            if (applies(candidate.pool) && !passes(all, effect.savedMicroUsdPerHour() * share, move.disruptionCost)) {
                return false;
            }
        }
        return true;
    }

    private static boolean passes(Totals all, double saved, double disruptionCost) {
        if (all.price <= 0 || all.disruptionCost <= 0 || saved <= 0) {
            return false;
        }
        double disruption = disruptionCost / all.disruptionCost;
        return disruption == 0 || saved / all.price / disruption >= THRESHOLD;
    }
}
