package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.LaunchOrder;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.requirements.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Narrows the one node that a what-if asked for to what is worth having in the candidates' place (Karpenter
 * {@code consolidation.go}).
 */
final class Replacement {

    /** A single spot node is replaced only by a choice of so many cheaper types, lest it is replaced again and again. */
    static final int MIN_SPOT_TYPES = 15;

    private final boolean spotToSpot;

    Replacement(boolean spotToSpot) {
        this.spotToSpot = spotToSpot;
    }

    /** A replacement, or why there is none. */
    sealed interface Choice {
        record Cheaper(PlannedClaim claim) implements Choice {}

        record None(Refusal why) implements Choice {}
    }

    Choice choose(List<Candidate> candidates, PlannedClaim wanted) {
        double price = Dollars.sum(candidates);
        boolean allSpot = candidates.stream().allMatch(Candidate::spot);
        if (allSpot && allows(wanted, WellKnown.SPOT)) {
            return spotToSpot
                    ? spotForSpot(candidates, wanted, price)
                    : new Choice.None(Refusal.of(Refusal.Kind.SPOT_FOR_SPOT));
        }
        return switch (cheaper(wanted, price)) {
            case Choice.None none -> none;
            case Choice.Cheaper found -> {
                boolean either = allows(wanted, WellKnown.SPOT) && allows(wanted, WellKnown.ON_DEMAND);
                // The prices were those of spot: a launch must fail rather than fall back to on-demand.
                yield either ? new Choice.Cheaper(asSpot(found.claim)) : found;
            }
        };
    }

    private static Choice spotForSpot(List<Candidate> candidates, PlannedClaim wanted, double price) {
        PlannedClaim spot = asSpot(wanted);
        List<InstanceType> offered = spot.options().stream()
                .filter(type -> LaunchOrder.cheapest(type, spot.requirements()) != LaunchOrder.NOT_OFFERED)
                .toList();
        Choice choice = cheaper(spot.withOptions(offered), price);
        if (candidates.size() > 1 || !(choice instanceof Choice.Cheaper(PlannedClaim claim))) {
            return choice;
        }
        if (claim.options().size() < MIN_SPOT_TYPES) {
            return new Choice.None(Refusal.of(
                    Refusal.Kind.FEW_SPOT_TYPES, MIN_SPOT_TYPES, claim.options().size()));
        }
        int kept = Math.min(claim.options().size(), Math.max(MIN_SPOT_TYPES, typesForMinValues(claim)));
        return new Choice.Cheaper(claim.withOptions(claim.options().subList(0, kept)));
    }

    static PlannedClaim asSpot(PlannedClaim claim) {
        return claim.withRequirements(
                claim.requirements().and(Requirement.in(WellKnown.CAPACITY_TYPE, WellKnown.SPOT)));
    }

    private static boolean allows(PlannedClaim claim, String capacityType) {
        return claim.requirements().allows(WellKnown.CAPACITY_TYPE, capacityType);
    }

    /** The types whose dearest possible launch costs less than the limit. */
    private static Choice cheaper(PlannedClaim claim, double limit) {
        List<InstanceType> options = claim.options().stream()
                .filter(type -> Dollars.of(LaunchOrder.worst(type, claim.requirements())) < limit)
                .toList();
        if (options.isEmpty()) {
            return new Choice.None(Refusal.of(Refusal.Kind.NOT_CHEAPER));
        }
        PlannedClaim fewer = claim.withOptions(options);
        return typesForMinValues(fewer) > options.size()
                ? new Choice.None(
                        Refusal.saying("the cheaper types have fewer different labels than minValues asks for"))
                : new Choice.Cheaper(fewer);
    }

    /** How many of the first types it takes to meet minValues; more than there are where all do not. */
    static int typesForMinValues(PlannedClaim claim) {
        if (!claim.requirements().hasMinValues()) {
            return 0;
        }
        Map<String, Integer> wanted = new TreeMap<>();
        for (Requirement requirement : claim.requirements().all()) {
            Integer minValues = requirement.minValues();
            if (minValues != null) {
                wanted.put(requirement.key(), minValues);
            }
        }
        Map<String, TreeSet<String>> values = new TreeMap<>();
        for (int i = 0; i < claim.options().size(); i++) {
            InstanceType type = claim.options().get(i);
            wanted.keySet()
                    .forEach(key -> values.computeIfAbsent(key, k -> new TreeSet<>())
                            .addAll(type.labels().getOrDefault(key, List.of())));
            if (wanted.entrySet().stream()
                    .allMatch(w ->
                            values.getOrDefault(w.getKey(), new TreeSet<>()).size() >= w.getValue())) {
                return i + 1;
            }
        }
        return claim.options().size() + 1;
    }

    /**
     * Several nodes are not merged into one of a type that one of them is: keeping that one and deleting the others is the
     * same with fewer moves. Only types cheaper than the cheapest such node are left (the same-type guard).
     */
    static Choice notAmongThem(List<Candidate> candidates, PlannedClaim claim) {
        Map<String, Double> cheapestOfType = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            if (candidate.type != null) {
                double price =
                        candidate.bought() == null ? Double.MAX_VALUE : Dollars.of(candidate.priceMicroUsdPerHour);
                cheapestOfType.merge(candidate.type.name(), price, Math::min);
            }
        }
        double limit = Double.MAX_VALUE;
        for (InstanceType option : claim.options()) {
            Double price = cheapestOfType.get(option.name());
            if (price != null) {
                // What is not sold any more counts as free.
                limit = Math.min(limit, price == Double.MAX_VALUE ? 0 : price);
            }
        }
        return cheaper(claim, limit);
    }
}
