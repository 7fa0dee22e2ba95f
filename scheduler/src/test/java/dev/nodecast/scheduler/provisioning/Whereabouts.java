package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.Solution.Placement;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every pod of a cluster with the place that a solution leaves or gives it, in the words of Kubernetes. */
final class Whereabouts {

    private final List<Located> all = new ArrayList<>();

    /** A pod on a host, which can come to be in any of the zones; placed by the solution, or there before. */
    record Located(Pod pod, String host, Set<String> zones, boolean placed) {

        /** The domains of a topology that the pod can come to be in. */
        Set<String> domains(String key) {
            return key.equals(WellKnown.HOSTNAME) ? Set.of(host) : zones;
        }

        @SuppressWarnings("ReferenceEquality")
        boolean meets(Located other, String key) {
            return other != this && domains(key).stream().anyMatch(other.domains(key)::contains);
        }
    }

    Whereabouts(World world, Solution solution) {
        for (StateNode node : world.cluster.nodes()) {
            node.pods().forEach(pod -> all.add(located(pod, node.name(), zones(node.labels()), false)));
        }
        for (Placement placement : solution.placements()) {
            StateNode node = placement.node();
            placement.pods().forEach(pod -> all.add(located(pod, node.name(), zones(node.labels()), true)));
        }
        int number = 0;
        for (PlannedClaim claim : solution.claims()) {
            String host = "claim-" + number++;
            claim.pods().forEach(pod -> all.add(located(pod, host, zones(claim), true)));
        }
    }

    private static Located located(Pod pod, String host, Set<String> zones, boolean placed) {
        return new Located(pod, host, zones, placed);
    }

    private static Set<String> zones(Labels labels) {
        String zone = labels.get(WellKnown.ZONE);
        return zone == null ? Set.of() : Set.of(zone);
    }

    /** The zones that the claim's requirements leave of those that its types are sold in. */
    private static Set<String> zones(PlannedClaim claim) {
        @Nullable Requirement required = claim.requirements().get(WellKnown.ZONE);
        Set<String> zones = new LinkedHashSet<>();
        for (InstanceType type : claim.options()) {
            type.offerings().stream()
                    .map(offering -> offering.zone())
                    .filter(zone -> required == null || required.has(zone))
                    .forEach(zones::add);
        }
        return zones;
    }

    List<Located> all() {
        return all;
    }

    List<Located> placed() {
        return all.stream().filter(Located::placed).toList();
    }
}
