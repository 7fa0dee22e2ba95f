package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Effect;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.provisioning.LaunchOrder;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import java.util.List;

/** Whether some nodes can go, together, for less than they cost: their pods fit elsewhere or on one cheaper node. */
final class Consolidation {

    private final WhatIf whatIf;
    private final Replacement replacement;
    private final Memory memory;

    Consolidation(WhatIf whatIf, Memory memory, ConsolidationOptions options) {
        this.memory = memory;
        this.whatIf = whatIf;
        this.replacement = new Replacement(options.spotToSpot());
    }

    /** What going would do, or why it is no gain. */
    sealed interface Verdict {
        record Gain(Effect effect) implements Verdict {}

        record Stays(Refusal why) implements Verdict {}
    }

    Verdict consider(List<Candidate> candidates, Prospects prospects, long nowNs) {
        if (!prospects.possible(candidates)) {
            return new Verdict.Stays(Refusal.of(Refusal.Kind.HOPELESS));
        }
        Refusal known = memory.recall(candidates);
        if (known != null) {
            return new Verdict.Stays(known);
        }
        Verdict verdict = tryOut(candidates, nowNs);
        if (verdict instanceof Verdict.Stays stays) {
            memory.keep(candidates, stays.why());
        }
        return verdict;
    }

    /** The same without asking bounds and memory first. */
    Verdict tryOut(List<Candidate> candidates, long nowNs) {
        WhatIf.Outcome outcome = whatIf.consolidating(candidates, nowNs);
        if (outcome.obstacle() != null) {
            return new Verdict.Stays(Refusal.saying(outcome.obstacle()));
        }
        if (outcome.claims().isEmpty()) {
            return new Verdict.Gain(effect(candidates, List.of(), outcome));
        }
        if (outcome.claims().size() > 1) {
            return new Verdict.Stays(
                    Refusal.of(Refusal.Kind.TOO_MANY, outcome.claims().size()));
        }
        return switch (replacement.choose(candidates, outcome.claims().getFirst())) {
            case Replacement.Choice.None none -> new Verdict.Stays(none.why());
            case Replacement.Choice.Cheaper cheaper -> gain(candidates, cheaper.claim(), outcome);
        };
    }

    private static Verdict gain(List<Candidate> candidates, PlannedClaim claim, WhatIf.Outcome outcome) {
        if (candidates.size() == 1) {
            return new Verdict.Gain(effect(candidates, List.of(claim), outcome));
        }
        return switch (Replacement.notAmongThem(candidates, claim)) {
            case Replacement.Choice.None none -> new Verdict.Stays(none.why());
            case Replacement.Choice.Cheaper cheaper ->
                new Verdict.Gain(effect(candidates, List.of(cheaper.claim()), outcome));
        };
    }

    static Effect effect(List<Candidate> candidates, List<PlannedClaim> claims, WhatIf.Outcome outcome) {
        long source = candidates.stream().mapToLong(c -> c.priceMicroUsdPerHour).sum();
        long destination = claims.stream().mapToLong(Consolidation::price).sum();
        return new Effect(claims, outcome.placements(), source, source - destination);
    }

    /** The lowest price of the first type; nothing where it is not offered, as in Karpenter's estimate. */
    private static long price(PlannedClaim claim) {
        List<InstanceType> options = claim.options();
        long price = options.isEmpty() ? 0 : LaunchOrder.cheapest(options.getFirst(), claim.requirements());
        return price == LaunchOrder.NOT_OFFERED ? 0 : price;
    }
}
