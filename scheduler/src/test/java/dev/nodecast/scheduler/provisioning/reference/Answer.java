package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.List;

/** A decision in the form in which the data's README compares two: sorted lists of text. */
record Answer(List<String> claims, List<String> placements, List<String> unplaced) {

    static Answer expected(Tree expected) {
        ClaimLines rules = new ClaimLines(expected);
        List<String> placements = expected.at("existingNodes").list().stream()
                .filter(n -> !n.at("pods").list().isEmpty())
                .map(n -> n.at("node").text() + " " + rules.pods(n.at("pods").texts()))
                .toList();
        List<String> unplaced = rules.pods(expected.at("podErrors").list().stream()
                .map(p -> p.at("pod").text())
                .toList());
        return new Answer(rules.expected(expected.at("newNodeClaims").list()), sorted(placements), unplaced);
    }

    static Answer ours(Solution solution, ClusterState cluster, Tree expected) {
        ClaimLines rules = new ClaimLines(expected);
        List<String> placements = solution.placements().stream()
                .map(p -> p.node().name() + " " + rules.pods(ClaimLines.names(p.pods())))
                .toList();
        List<String> unplaced = new ArrayList<>(ClaimLines.names(
                solution.unplaced().stream().map(Solution.Unplaced::pod).toList()));
        cluster.pods().stream().filter(Answer::neverConsidered).forEach(pod -> unplaced.add(ClaimLines.name(pod)));
        return new Answer(rules.ours(solution.claims()), sorted(placements), rules.pods(unplaced));
    }

    /** Pending pods that wait for something else than a node. */
    private static boolean neverConsidered(Pod pod) {
        return pod.nodeName() == null && !pod.provisionable() && !pod.terminal();
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
