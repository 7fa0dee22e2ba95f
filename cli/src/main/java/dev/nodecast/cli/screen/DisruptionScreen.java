package dev.nodecast.cli.screen;

import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.decide.DisruptionDecision;
import dev.nodecast.scheduler.decide.DisruptionSequence;
import dev.nodecast.scheduler.disruption.Command;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.explain.Dollars;
import dev.nodecast.scheduler.provisioning.explain.PodKind;
import dev.nodecast.scheduler.provisioning.explain.Purchase;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What would be disrupted, on a terminal: nodes that go and come, pods that move, and why other nodes stay. */
public final class DisruptionScreen {

    private final Lines lines = new Lines();

    private DisruptionScreen() {}

    /** The command in tables, and the reasons of the nodes that stay with how many nodes have each. */
    public static String table(DisruptionDecision decision) {
        DisruptionScreen screen = new DisruptionScreen();
        screen.command(decision);
        screen.counted(decision.whyStays());
        screen.remarks(decision);
        return screen.lines.toString();
    }

    /** The command, and for each node that stays a sentence that says why. */
    public static String sentences(DisruptionDecision decision) {
        DisruptionScreen screen = new DisruptionScreen();
        screen.command(decision);
        screen.each(decision.whyStays());
        screen.remarks(decision);
        return screen.lines.toString();
    }

    /**
     * The commands that follow each other, with what the cluster costs after each.
     *
     * @param sentences whether each node that stays has a sentence of its own
     */
    public static String of(DisruptionSequence sequence, DecisionInput input, boolean sentences) {
        DisruptionScreen screen = new DisruptionScreen();
        screen.steps(sequence);
        screen.lines.blank().line("IN THE END");
        screen.lines.line("  " + input.cluster().nodes().size() + " nodes, "
                + Dollars.perHour(sequence.afterMicroUsdPerHour()) + " after "
                + Dollars.perHour(sequence.beforeMicroUsdPerHour()) + ": "
                + Dollars.ofMonth(sequence.beforeMicroUsdPerHour() - sequence.afterMicroUsdPerHour())
                + " less a month of " + Dollars.HOURS_A_MONTH + " h"
                + (sequence.settled() ? "" : "; the commands did not come to an end"));
        screen.lines.line("  Left out: time stands still, so that no node expires; " + expiring(input));
        if (sentences) {
            screen.each(sequence.whyStays());
        } else {
            screen.counted(sequence.whyStays());
        }
        return screen.lines.toString();
    }

    private static String expiring(DecisionInput input) {
        long expiring = input.cluster().nodes().stream()
                .map(StateNode::claim)
                .filter(claim -> claim != null && claim.expireAfterNs() != null)
                .count();
        return expiring == 0
                ? "none of those that are left ever does."
                : "of those that are left " + count((int) expiring, "node") + " will, and is then replaced by force.";
    }

    /** How little the pods of the nodes that may be consolidated could cost. */
    public static String bound(DisruptionPlanner.Bound bound) {
        return new Lines()
                .blank()
                .line("BOUND")
                .line("  " + count(bound.nodes(), "node") + " that may be consolidated cost "
                        + Dollars.perHour(bound.priceMicroUsdPerHour())
                        + "; no choice of what is on sale would do for less than "
                        + Dollars.perHour(bound.leastMicroUsdPerHour()))
                .toString();
    }

    private void command(DisruptionDecision decision) {
        String name = decision.input().name().isEmpty() ? "" : decision.input().name() + ": ";
        lines.line(name + decision.command().map(DisruptionScreen::headline).orElse("no node would go now"))
                .line("at " + decision.input().now() + ", all nodes of pools cost "
                        + Dollars.perHour(decision.priceMicroUsdPerHour()));
        decision.command().ifPresent(command -> {
            goes(decision.nodesOf(command));
            comes(command.replacements());
            moves(command.effect().placements());
        });
    }

    private static String headline(Command command) {
        long saved = command.effect().savedMicroUsdPerHour();
        return command.method().text() + ": " + count(command.candidates().size(), "node") + " would go, "
                + count(command.replacements().size(), "node") + " would come, "
                + (saved >= 0 ? "saving " : "for more: ") + Dollars.perHour(Math.abs(saved)) + " ("
                + Dollars.ofMonth(Math.abs(saved)) + " a month): " + command.why();
    }

    private void goes(List<StateNode> nodes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GOES", "pool", "type", "pods"));
        for (StateNode node : nodes) {
            rows.add(
                    List.of(node.name(), String.valueOf(node.nodePool()), type(node), kinds(List.copyOf(node.pods()))));
        }
        lines.blank().leftTable(rows);
    }

    private static String type(StateNode node) {
        List<String> parts = new ArrayList<>();
        for (String key : List.of(WellKnown.INSTANCE_TYPE, WellKnown.CAPACITY_TYPE, WellKnown.ZONE)) {
            String value = node.labels().get(key);
            if (value != null) {
                parts.add(value);
            }
        }
        return String.join(" ", parts);
    }

    private void comes(List<PlannedClaim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("COMES", "cheapest", "or", "pods"));
        for (PlannedClaim claim : claims) {
            List<Purchase> ways = Purchase.of(claim);
            rows.add(List.of(
                    claim.nodePool().name(),
                    ways.isEmpty() ? "nothing on sale" : ways.getFirst().text(),
                    ways.size() < 2 ? "nothing else" : count(ways.size() - 1, "other way"),
                    kinds(claim.pods())));
        }
        lines.blank().leftTable(rows);
    }

    private void moves(List<Solution.Placement> placements) {
        if (placements.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MOVES", "to"));
        placements.forEach(p -> rows.add(List.of(kinds(p.pods()), p.node().name())));
        lines.blank().leftTable(rows);
    }

    private static String kinds(List<Pod> pods) {
        List<PodKind> kinds = PodKind.of(pods);
        return kinds.size() <= 3
                ? String.join(", ", kinds.stream().map(PodKind::text).toList())
                : count(pods.size(), "pod") + " of " + kinds.size() + " kinds";
    }

    private void counted(SequencedMap<String, String> whyStays) {
        Map<String, List<String>> nodes = new LinkedHashMap<>();
        whyStays.forEach((node, why) ->
                nodes.computeIfAbsent(why, _ -> new ArrayList<>()).add(node));
        List<List<String>> rows = new ArrayList<>();
        nodes.forEach((why, names) -> rows.add(
                List.of(names.size() == 1 ? names.getFirst() : names.size() + " nodes like " + names.getFirst(), why)));
        if (!rows.isEmpty()) {
            lines.blank().line("STAYS, because").leftTable(rows);
        }
    }

    private void each(SequencedMap<String, String> whyStays) {
        if (whyStays.isEmpty()) {
            return;
        }
        lines.blank().line("STAYS");
        whyStays.forEach((node, why) -> lines.line("  " + node + " stays: " + why + "."));
    }

    private void steps(DisruptionSequence sequence) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("THEN", "method", "goes", "comes", "cluster costs"));
        int number = 0;
        for (DisruptionSequence.Step step : sequence.steps()) {
            rows.add(List.of(
                    ++number + ".",
                    step.command().method().text(),
                    step.nodes().size() <= 3
                            ? String.join(", ", step.nodes())
                            : count(step.nodes().size(), "node"),
                    step.launched().isEmpty() ? "nothing" : String.join(", ", step.launched()),
                    Dollars.perHour(step.afterMicroUsdPerHour())));
        }
        lines.blank();
        if (number > 0) {
            lines.leftTable(rows);
        } else {
            lines.line("Nothing more changes.");
        }
    }

    private void remarks(DisruptionDecision decision) {
        if (!decision.expired().isEmpty()) {
            lines.blank()
                    .line("EXPIRED, and ended by force whatever the budgets say: "
                            + String.join(", ", decision.expired()));
        }
        if (!decision.input().assumptions().isEmpty()) {
            lines.blank().line("ASSUMED");
            decision.input().assumptions().forEach(assumption -> lines.line("  " + assumption + "."));
        }
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
