package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirements;
import dev.nodecast.scheduler.provisioning.Solution.Placement;
import dev.nodecast.scheduler.provisioning.Solution.Unplaced;
import java.util.ArrayList;
import java.util.List;

/** Turns the state of a finished round into a {@link Solution}. */
final class Results {

    private Results() {}

    static List<PlannedClaim> claims(List<InFlightClaim> claims, ResourceIndex resources) {
        return claims.stream().map(claim -> claim(claim, resources)).toList();
    }

    private static PlannedClaim claim(InFlightClaim claim, ResourceIndex resources) {
        Requirements requirements = claim.site()
                .constraint()
                .requirements
                .without(WellKnown.REGISTERED)
                .without(WellKnown.INITIALIZED);
        List<InstanceType> options = new ArrayList<>();
        TypeSet left = claim.options();
        for (int i = left.next(0); i >= 0; i = left.next(i + 1)) {
            options.add(claim.template.catalogue().types.get(i));
        }
        return new PlannedClaim(
                claim.template.pool(),
                claim.pods,
                resources.resources(claim.requestsWithDaemons()),
                requirements,
                LaunchOrder.byPrice(options, requirements),
                claim.minValuesRelaxed());
    }

    static List<Placement> placements(List<OpenNode> nodes) {
        return nodes.stream()
                .filter(node -> !node.placed.isEmpty())
                .map(node -> new Placement(node.state, node.placed))
                .toList();
    }

    static Unplaced unplaced(Pod pod, List<PoolRefusal> refusals) {
        List<Reason> reasons =
                refusals.stream().flatMap(r -> r.reasons().stream()).distinct().sorted().toList();
        if (refusals.isEmpty()) {
            reasons = List.of(Reason.NO_INSTANCE_TYPES);
        }
        return new Unplaced(pod, reasons, refusals, Sentences.ofPools(refusals));
    }

    static Unplaced ignored(Pod pod, String objection) {
        return new Unplaced(pod, List.of(Reason.IGNORED), List.of(), objection);
    }
}
