package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.decide.CaseFolder;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.reference.ClaimLines;
import dev.nodecast.scheduler.provisioning.reference.ReferenceData;
import dev.nodecast.scheduler.provisioning.reference.Tree;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One disruption case: a cluster, what can be bought, and the command that Karpenter gave. */
final class ReferenceDisruption {

    private final Tree expected;
    private final ClusterState state;
    private final long nowNs;
    private final DisruptionPlanner planner;

    /** The part of an answer that must agree. */
    record Answer(String method, List<String> candidates, List<String> replacements, List<String> states) {}

    ReferenceDisruption(String name) {
        this(
                new CaseFolder().read(ReferenceData.ROOT.resolve("disruption", name)),
                ReferenceData.json("disruption/" + name + "/expected.json"));
    }

    private ReferenceDisruption(DecisionInput input, Tree expected) {
        this.expected = expected;
        state = input.cluster();
        nowNs = input.nowNs();
        planner = new DisruptionPlanner(
                new DisruptionPlanner.World(state, clock(), input.instanceTypes(), new Solver(input.options())),
                new ConsolidationOptions(
                        input.spotToSpot(), 1_000, ConsolidationOptions.BalancedTotals.DISRUPTABLE_NODES));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public long nowNs() {
                return nowNs;
            }

            @Override
            public Instant origin() {
                return Instant.EPOCH;
            }
        };
    }

    Answer expected() {
        Tree command = expected.at("command");
        List<String> states = expected.at("nodeClaimStates").list().stream()
                .map(s ->
                        s.at("nodeClaim").text() + " " + s.at("consolidatable").text("false") + " "
                                + s.at("drifted").text())
                .sorted()
                .toList();
        return new Answer(
                command.at("method").text() + " " + command.at("decision").text(),
                command.at("candidates").texts().stream().sorted().toList(),
                new ClaimLines(expected).of(command.at("replacements").list()),
                states);
    }

    Answer ours() {
        Optional<Command> planned = planner.plan(nowNs).flatMap(command -> planner.validate(command, nowNs));
        if (planned.isEmpty()) {
            return new Answer("none none", List.of(), List.of(), states());
        }
        Command command = planned.get();
        String decision = command.replacements().isEmpty() ? "delete" : "replace";
        List<String> candidates =
                command.candidates().stream().map(this::nodeOf).sorted().toList();
        return new Answer(
                command.method().text() + " " + decision,
                candidates,
                new ClaimLines(expected).ours(command.replacements()),
                states());
    }

    private String nodeOf(String claim) {
        StateNode node = state.ofClaim(claim);
        return node == null ? claim : node.name();
    }

    private List<String> states() {
        List<String> states = new ArrayList<>();
        planner.conditions(nowNs)
                .forEach((claim, condition) -> states.add(claim + " " + condition.consolidatable() + " "
                        + (condition.drifted() == null
                                ? ""
                                : condition.drifted().text())));
        return states.stream().sorted().toList();
    }
}
