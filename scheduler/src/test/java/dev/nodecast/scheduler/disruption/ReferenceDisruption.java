package dev.nodecast.scheduler.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.reference.ClaimLines;
import dev.nodecast.scheduler.provisioning.reference.ReferenceCatalogue;
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
    private final ClusterState state = new ClusterState();
    private final long nowNs;
    private final DisruptionPlanner planner;

    /** The part of an answer that must agree. */
    record Answer(String method, List<String> candidates, List<String> replacements, List<String> states) {}

    ReferenceDisruption(String name) {
        this("disruption/" + name, ReferenceData.json("disruption/" + name + "/expected.json"), "input.yaml");
    }

    /** A large cluster without a recorded command. */
    static ReferenceDisruption bench(String name) {
        return new ReferenceDisruption("bench/" + name, new Tree(null), "input.yaml.gz");
    }

    private ReferenceDisruption(String folder, Tree expected, String input) {
        this.expected = expected;
        Tree description = ReferenceData.json(folder + "/case.json");
        Diagnostics diagnostics = new Diagnostics();
        SourceText text = SourceText.of(folder + "/" + input, ReferenceData.text(folder + "/" + input));
        Manifests manifests = new ManifestReader(diagnostics).read(text);
        assertThat(diagnostics.hasErrors())
                .as("%s: %s", folder, diagnostics.list())
                .isFalse();
        see(manifests);
        Instant now = Instant.parse(description.at("now").text());
        nowNs = now.getEpochSecond() * 1_000_000_000L;
        ReferenceCatalogue catalogue = new ReferenceCatalogue(description);
        boolean spotToSpot =
                description.at("options", "spotToSpotConsolidation").text().equals("true");
        planner = new DisruptionPlanner(
                new DisruptionPlanner.World(state, clock(), pool -> catalogue.types, new Solver(catalogue.options)),
                new ConsolidationOptions(spotToSpot, 1_000, ConsolidationOptions.BalancedTotals.DISRUPTABLE_NODES));
    }

    private void see(Manifests manifests) {
        manifests.values(NodePool.class).forEach(state::see);
        manifests.values(DaemonSet.class).forEach(state::see);
        manifests.values(PodDisruptionBudget.class).forEach(state::see);
        manifests.values(NodeClaim.class).forEach(state::see);
        manifests.values(Node.class).forEach(state::see);
        manifests.values(Pod.class).forEach(state::see);
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

    DisruptionPlanner planner() {
        return planner;
    }

    long nowNs() {
        return nowNs;
    }

    ClusterState state() {
        return state;
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
                new ClaimLines(expected).expected(command.at("replacements").list()),
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
