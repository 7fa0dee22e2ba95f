package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.Solution.Placement;
import dev.nodecast.scheduler.provisioning.Solution.Unplaced;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;
import java.util.SortedSet;

/** Turns the state of a finished round into a {@link Solution}. */
final class Results {

    private Results() {}

    static List<PlannedClaim> claims(List<InFlightClaim> claims, ResourceIndex resources, KnownLabels known) {
        return claims.stream().map(claim -> claim(claim, resources, known)).toList();
    }

    private static PlannedClaim claim(InFlightClaim claim, ResourceIndex resources, KnownLabels known) {
        Constraint constraint = claim.site().constraint();
        Requirements requirements = pinned(
                constraint.requirements.without(WellKnown.REGISTERED).without(WellKnown.INITIALIZED),
                claim.reservations());
        return new PlannedClaim(
                claim.template.pool(),
                claim.pods,
                resources.resources(claim.requestsWithDaemons()),
                requirements,
                labels(claim.template.pool(), requirements, known),
                options(claim, constraint, requirements),
                claim.minValuesRelaxed());
    }

    /** Whoever may be launched into reservations is launched into nothing else, so that none is promised twice. */
    private static Requirements pinned(Requirements requirements, SortedSet<String> reservations) {
        if (reservations.isEmpty()) {
            return requirements;
        }
        return requirements
                .replacing(Requirement.in(WellKnown.CAPACITY_TYPE, WellKnown.RESERVED))
                .and(Requirement.in(WellKnown.CAPACITY_RESERVATION_ID, reservations.toArray(String[]::new)));
    }

    private static List<InstanceType> options(InFlightClaim claim, Constraint constraint, Requirements requirements) {
        List<InstanceType> options = claim.template.catalogue().byPrice(claim.options(), constraint);
        return claim.reservations().isEmpty() ? options : LaunchOrder.byPrice(options, requirements);
    }

    /** Labels of the pool's own, with a value of each custom label that is required. */
    static Labels labels(NodePool pool, Requirements requirements, KnownLabels known) {
        Labels labels = PoolTemplate.labels(pool);
        for (Requirement requirement : requirements.all()) {
            String value = requirement.any();
            if (value != null && !known.wellKnown().contains(requirement.key())) {
                labels = labels.with(requirement.key(), value);
            }
        }
        return labels;
    }

    static List<Placement> placements(List<OpenNode> nodes) {
        return nodes.stream()
                .filter(node -> !node.placed().isEmpty())
                .map(node -> new Placement(node.state, node.placed()))
                .toList();
    }

    static Unplaced unplaced(Pod pod, List<PoolRefusal> refusals) {
        List<Reason> reasons = refusals.stream()
                .flatMap(r -> r.reasons().stream())
                .distinct()
                .sorted()
                .toList();
        if (refusals.isEmpty()) {
            reasons = List.of(Reason.NO_INSTANCE_TYPES);
        }
        return new Unplaced(pod, reasons, refusals, Sentences.ofPools(refusals));
    }

    static Unplaced askingForDevices(Pod pod) {
        return new Unplaced(
                pod,
                List.of(Reason.DYNAMIC_RESOURCES),
                List.of(),
                "it asks for devices by resource claims (dynamic resource allocation), for which no node is provisioned;"
                        + " ask for them as extended resources such as nvidia.com/gpu");
    }

    static Unplaced tooFewValues(Pod pod, PlannedClaim claim) {
        return new Unplaced(
                pod,
                List.of(Reason.MIN_VALUES),
                List.of(),
                "the " + PlannedClaim.MAX_TYPES + " cheapest of "
                        + claim.options().size() + " types, more than a claim of pool "
                        + claim.nodePool().name() + " can name, have fewer different values than its minValues");
    }

    static Unplaced ignored(Pod pod, String objection) {
        return new Unplaced(pod, List.of(Reason.IGNORED), List.of(), objection);
    }
}
