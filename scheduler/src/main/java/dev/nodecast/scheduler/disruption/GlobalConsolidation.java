package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Effect;
import dev.nodecast.scheduler.lookahead.Keeping;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.provisioning.LaunchOrder;
import dev.nodecast.scheduler.provisioning.PackingReport;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns several nodes into several others, packed at the least cost (not in Karpenter, which turns them into at most one).
 * The candidates, in the order of their savings, are taken in windows that overlap by half, and the first window that gains
 * goes: small exchanges one after the other reach a packing that one large exchange of the same effort does not, and move
 * fewer pods at a time. A candidate that would only be bought again is kept. What replaces the nodes costs less than they
 * do whatever of the allowed types is launched, so that the steps come to an end.
 *
 * <p>In the running loops an exchange has to be worth its move, during which both the old nodes and the new are paid for: it
 * goes once staying has cost as much more as the move does, counted from the last pod that came to any of the nodes or left
 * it. That is the break-even rule of ski rental: a cluster in which nothing changes pays at most twice the least, and one
 * that changes all the time is left alone.
 *
 * <p>The work is bounded by counts: of n candidates at most {@code 2n / WINDOW + 1} windows are tried in a pass, each with
 * at most {@code 1 + MOST_TRIMS} packings of {@link #EFFORT} steps of search. A pass begins with the window after which the
 * last one ended with a gain.
 */
final class GlobalConsolidation {

    /** How often candidates that would be bought again are taken out of a set. */
    private static final int MOST_TRIMS = 2;

    /** How many nodes are exchanged at once at most. */
    static final int WINDOW = 16;

    /** Steps of search for one packing. */
    private static final Effort EFFORT = new Effort(300_000);

    private final WhatIf whatIf;
    private final Keeping keeping;
    private final boolean spotToSpot;
    private int turn;

    GlobalConsolidation(WhatIf whatIf, Keeping keeping, ConsolidationOptions options) {
        this.whatIf = whatIf;
        this.keeping = keeping;
        this.spotToSpot = options.spotToSpot();
    }

    /** The nodes that go together, and what that does. */
    record Exchange(List<Candidate> candidates, Effect effect) {}

    /** The first exchange that gains, of the windows in turn. */
    Optional<Exchange> search(List<Candidate> ranked, BalancedScore score, long nowNs) {
        int step = WINDOW / 2;
        int windows = Math.max(1, Math.ceilDiv(ranked.size() - step, step));
        for (int i = 0; i < windows; i++) {
            int window = (turn + i) % windows;
            int from = window * step;
            int to = Math.min(ranked.size(), from + WINDOW);
            Exchange found = exchange(List.copyOf(ranked.subList(Math.min(from, to), to)), nowNs);
            if (found != null && worthMoving(found, nowNs) && score.approves(found.candidates, found.effect)) {
                turn = window;
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private boolean worthMoving(Exchange exchange, long nowNs) {
        long calmNs = Long.MAX_VALUE;
        for (Candidate candidate : exchange.candidates) {
            Long lastUseNs = Survey.lastUseNs(candidate.claim);
            calmNs = Math.min(calmNs, lastUseNs == null ? Long.MAX_VALUE : nowNs - lastUseNs);
        }
        double move = 0;
        for (PlannedClaim claim : exchange.effect.replacements()) {
            long price = LaunchOrder.cheapest(claim.options().getFirst(), claim.requirements());
            move += (double) price * keeping.startNs(claim.nodePool());
        }
        return (double) exchange.effect.savedMicroUsdPerHour() * calmNs >= move;
    }

    /** The same nodes looked at again; empty where the exchange would be another now, or none. */
    Optional<Exchange> again(List<Candidate> leaving, long nowNs) {
        Exchange found = leaving.isEmpty() ? null : exchange(leaving, nowNs);
        return found != null && found.candidates.size() == leaving.size() ? Optional.of(found) : Optional.empty();
    }

    private @Nullable Exchange exchange(List<Candidate> leaving, long nowNs) {
        List<Candidate> rest = leaving;
        for (int i = 0; i <= MOST_TRIMS && rest.size() >= 2; i++) {
            WhatIf.Outcome outcome = whatIf.packing(rest, EFFORT, nowNs);
            List<Candidate> kept = boughtAgain(rest, outcome.claims());
            if (outcome.obstacle() != null || kept.isEmpty()) {
                return outcome.obstacle() == null ? cheaper(rest, outcome) : null;
            }
            List<Candidate> fewer = new ArrayList<>(rest);
            fewer.removeAll(kept);
            rest = fewer;
        }
        return null;
    }

    /** Candidates of which the plan would buy the like again, one for each such claim; those that save least first. */
    private static List<Candidate> boughtAgain(List<Candidate> leaving, List<PlannedClaim> claims) {
        List<Candidate> again = new ArrayList<>();
        for (PlannedClaim claim : claims) {
            for (Candidate candidate : leaving.reversed()) {
                if (!again.contains(candidate) && wouldBe(claim, candidate)) {
                    again.add(candidate);
                    break;
                }
            }
        }
        return again;
    }

    private static boolean wouldBe(PlannedClaim claim, Candidate candidate) {
        InstanceType first = claim.options().isEmpty() ? null : claim.options().getFirst();
        return first != null
                && candidate.type != null
                && first.name().equals(candidate.type.name())
                && claim.nodePool().name().equals(candidate.pool.name())
                && LaunchOrder.cheapest(first, claim.requirements()) >= candidate.priceMicroUsdPerHour;
    }

    private @Nullable Exchange cheaper(List<Candidate> leaving, WhatIf.Outcome outcome) {
        List<PlannedClaim> claims = outcome.claims();
        if (!spotToSpot
                && leaving.stream().allMatch(Candidate::spot)
                && claims.stream().anyMatch(c -> allows(c, WellKnown.SPOT))) {
            return null;
        }
        long slack = leaving.stream().mapToLong(c -> c.priceMicroUsdPerHour).sum();
        for (PlannedClaim claim : claims) {
            long worst = LaunchOrder.worst(claim.options().getFirst(), claim.requirements());
            slack -= Math.min(worst, slack);
        }
        if (slack <= 0) {
            return null;
        }
        List<PlannedClaim> narrowed = new ArrayList<>();
        for (PlannedClaim claim : claims) {
            PlannedClaim fewer = narrowed(claim, (slack - 1) / claims.size());
            if (Replacement.typesForMinValues(fewer) > fewer.options().size()) {
                return null;
            }
            narrowed.add(fewer);
        }
        return new Exchange(leaving, Consolidation.effect(leaving, narrowed, outcome));
    }

    private static boolean allows(PlannedClaim claim, String capacityType) {
        return claim.requirements().allows(WellKnown.CAPACITY_TYPE, capacityType);
    }

    /** The types that cost at most so much more than the first in the worst case, bought on spot where that was counted on. */
    private static PlannedClaim narrowed(PlannedClaim claim, long more) {
        long limit = LaunchOrder.worst(claim.options().getFirst(), claim.requirements()) + more;
        PlannedClaim fewer = claim.withOptions(claim.options().stream()
                .filter(type -> LaunchOrder.worst(type, claim.requirements()) <= limit)
                .toList());
        return allows(claim, WellKnown.SPOT) && allows(claim, WellKnown.ON_DEMAND) ? Replacement.asSpot(fewer) : fewer;
    }

    /** How little the pods of these nodes could cost on new nodes, as far as that is proved; null where it is not. */
    @Nullable
    Long boundMicroUsdPerHour(List<Candidate> candidates, long nowNs) {
        PackingReport report = whatIf.proof(candidates, nowNs);
        return report == null ? null : report.bound();
    }
}
