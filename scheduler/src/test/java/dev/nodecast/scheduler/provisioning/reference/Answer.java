package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.provisioning.LaunchOrder;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A decision in the form in which the data's README compares two: sorted lists of text. */
record Answer(List<String> claims, List<String> placements, List<String> unplaced) {

    /** What may differ between equal answers. */
    private record Equivalence(Tree expected) {

        String pod(String name) {
            return expected.at("equivalence").text().equals("exact")
                    ? name
                    : expected.at("podGroups").at(name).text(name);
        }

        String zones(TreeSet<String> zones) {
            return expected.at("equivalence").text().equals("zone-renaming") ? "" : zones.toString();
        }

        String requests(Resources requests) {
            if (expected.at("requestsStable").text("true").equals("false")) {
                return "";
            }
            TreeMap<String, Long> amounts = new TreeMap<>(requests.asMap());
            amounts.values().removeIf(amount -> amount == 0);
            return amounts.toString();
        }

        List<String> pods(List<String> names) {
            return names.stream().map(this::pod).sorted().toList();
        }
    }

    static Answer expected(Tree expected) {
        Equivalence rules = new Equivalence(expected);
        List<String> claims = new ArrayList<>();
        for (Tree claim : expected.at("newNodeClaims").list()) {
            List<String> options = claim.at("instanceTypeOptions").list().stream()
                    .map(o -> o.at("name").text() + "=" + ReferenceData.microUsd(o.at("price")))
                    .toList();
            claims.add(String.join(
                    " | ",
                    claim.at("nodePool").text(),
                    rules.pods(claim.at("pods").texts()).toString(),
                    new TreeSet<>(claim.at("capacityTypes").texts()).toString(),
                    rules.zones(new TreeSet<>(claim.at("zones").texts())),
                    rules.requests(claim.at("requests").resources()),
                    options.toString()));
        }
        List<String> placements = expected.at("existingNodes").list().stream()
                .filter(n -> !n.at("pods").list().isEmpty())
                .map(n -> n.at("node").text() + " " + rules.pods(n.at("pods").texts()))
                .toList();
        List<String> unplaced = rules.pods(expected.at("podErrors").list().stream()
                .map(p -> p.at("pod").text())
                .toList());
        return new Answer(sorted(claims), sorted(placements), unplaced);
    }

    static Answer ours(Solution solution, ClusterState cluster, Tree expected) {
        Equivalence rules = new Equivalence(expected);
        List<String> claims = new ArrayList<>();
        for (PlannedClaim claim : solution.claims()) {
            List<String> options =
                    claim.options().stream().map(type -> option(type, claim)).toList();
            claims.add(String.join(
                    " | ",
                    claim.nodePool().name(),
                    rules.pods(names(claim.pods())).toString(),
                    claim.capacityTypes().toString(),
                    rules.zones(new TreeSet<>(claim.zones())),
                    rules.requests(claim.requests()),
                    options.toString()));
        }
        List<String> placements = solution.placements().stream()
                .map(p -> p.node().name() + " " + rules.pods(names(p.pods())))
                .toList();
        List<String> unplaced = new ArrayList<>(
                names(solution.unplaced().stream().map(Solution.Unplaced::pod).toList()));
        cluster.pods().stream().filter(Answer::neverConsidered).forEach(pod -> unplaced.add(name(pod)));
        return new Answer(sorted(claims), sorted(placements), rules.pods(unplaced));
    }

    /** Pending pods that wait for something else than a node. */
    private static boolean neverConsidered(Pod pod) {
        return pod.nodeName() == null && !pod.provisionable() && !pod.terminal();
    }

    private static String option(InstanceType type, PlannedClaim claim) {
        return type.name() + "=" + LaunchOrder.cheapest(type, claim.requirements());
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(Answer::name).toList();
    }

    private static String name(Pod pod) {
        String namespace = pod.meta().namespace();
        return namespace.equals("default")
                ? pod.meta().name()
                : namespace + "/" + pod.meta().name();
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
