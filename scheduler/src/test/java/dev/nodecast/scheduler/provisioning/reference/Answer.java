package dev.nodecast.scheduler.provisioning.reference;

import java.util.List;

/** A decision in the form in which the data's README compares two: sorted lists of text. */
record Answer(List<String> claims, List<String> placements, List<String> unplaced, String summary) {

    static Answer of(Tree answer, Tree expected) {
        ClaimLines rules = new ClaimLines(expected);
        return new Answer(
                rules.of(answer.at("newNodeClaims").list()),
                placements(answer, rules),
                rules.pods(answer.at("podErrors").list().stream()
                        .map(p -> p.at("pod").text())
                        .toList()),
                summary(answer.at("summary")));
    }

    private static String summary(Tree summary) {
        return summary.map().keySet().stream()
                .map(key -> key + "=" + summary.at(key.toString()).amount())
                .toList()
                .toString();
    }

    private static List<String> placements(Tree answer, ClaimLines rules) {
        return answer.at("existingNodes").list().stream()
                .filter(n -> !n.at("pods").list().isEmpty())
                .map(n -> n.at("node").text() + " " + rules.pods(n.at("pods").texts()))
                .sorted()
                .toList();
    }
}
