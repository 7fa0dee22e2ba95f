package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Effect;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.model.NodePool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The policy Balanced: a move is worth it where its share of the pool's cost, divided by its share of what disrupting the
 * whole pool would cost, is at least a half (Karpenter {@code designs/balanced-consolidation.md}, k = 2).
 */
final class BalancedScore {

    private static final int K = 2;
    private static final double THRESHOLD = 1.0 / K;

    /** Nothing is compared: no pool has the policy. */
    static final BalancedScore NONE = new BalancedScore(Map.of());

    private final Map<String, Totals> totals;

    /** What a pool's nodes cost an hour in dollars, and what disrupting them would cost. */
    record Totals(double price, double disruptionCost) {

        static final Totals NONE = new Totals(0, 0);

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
                || passes(of, Dollars.of(candidate.priceMicroUsdPerHour), candidate.disruptionCost);
    }

    /** What a move is to a pool: shares of what the pool costs and of what disrupting all of it would cost. */
    record Move(String pool, Totals all, double saved, double disruptionCost) {

        boolean passes() {
            return BalancedScore.passes(all, saved, disruptionCost);
        }

        Note.ConsolidationApproved approved(List<String> nodeClaims) {
            return new Note.ConsolidationApproved(
                    pool, nodeClaims, saved / all.price, disruptionCost / all.disruptionCost, K);
        }
    }

    /** Whether the move is worth it for every pool with the policy. */
    boolean approves(List<Candidate> candidates, Effect effect) {
        return moves(candidates, effect).stream().allMatch(Move::passes);
    }

    /** The move as each pool with the policy sees it; savings are split by what each pool's nodes cost. */
    List<Move> moves(List<Candidate> candidates, Effect effect) {
        List<Move> moves = new ArrayList<>();
        Map<String, List<Candidate>> byPool = new LinkedHashMap<>();
        candidates.forEach(c ->
                byPool.computeIfAbsent(c.pool.name(), _ -> new ArrayList<>()).add(c));
        double source = Dollars.sum(candidates);
        double saved = source - Dollars.of(effect.sourceMicroUsdPerHour() - effect.savedMicroUsdPerHour());
        for (List<Candidate> ofPool : byPool.values()) {
            boolean alone = byPool.size() == 1 || source <= 0;
            double share = alone ? saved : saved * (Dollars.sum(ofPool) / source);
            if (applies(ofPool.getFirst().pool)) {
                moves.add(move(ofPool, share));
            }
        }
        return moves;
    }

    private Move move(List<Candidate> ofPool, double saved) {
        String pool = ofPool.getFirst().pool.name();
        double disruptionCost = 0;
        for (Candidate candidate : ofPool) {
            disruptionCost += candidate.disruptionCost;
        }
        return new Move(pool, totals.getOrDefault(pool, Totals.NONE), saved, disruptionCost);
    }

    private static boolean passes(Totals all, double saved, double disruptionCost) {
        if (all.price <= 0 || all.disruptionCost <= 0 || saved <= 0) {
            return false;
        }
        double disruption = disruptionCost / all.disruptionCost;
        return disruption == 0 || saved / all.price / disruption >= THRESHOLD;
    }
}
