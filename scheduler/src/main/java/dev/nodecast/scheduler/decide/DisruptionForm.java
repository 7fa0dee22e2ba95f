package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.disruption.Command;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.disruption.DisruptionPlanner.Conditions;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** A disruption decision as maps, lists, texts and numbers: what programs read of it. Prices are USD per hour. */
public final class DisruptionForm {

    private DisruptionForm() {}

    /** The decision alone, in the shape of the reference's answers. */
    public static SequencedMap<String, Object> of(DisruptionDecision decision) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        if (!decision.input().name().isEmpty()) {
            form.put("case", decision.input().name());
        }
        form.put("kind", "disruption");
        form.put(
                "command",
                decision.command()
                        .map(command -> command(command, nodes(decision.nodesOf(command))))
                        .orElseGet(DisruptionForm::nothing));
        form.put("nodeClaimStates", states(decision));
        form.put("expired", decision.expired().stream().sorted().toList());
        return form;
    }

    /** The decision, what the cluster costs, and why each other node stays. */
    public static SequencedMap<String, Object> explained(DisruptionDecision decision) {
        SequencedMap<String, Object> form = of(decision);
        decision.command().ifPresent(command -> form.put("why", command.why()));
        form.put("pricePerHour", ClaimForm.usd(decision.priceMicroUsdPerHour()));
        form.put("whyNodesStay", decision.whyStays());
        return form;
    }

    /** The commands one after the other until nothing more changes, and why each node that is left stays. */
    public static SequencedMap<String, Object> of(DisruptionSequence sequence) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("pricePerHourBefore", ClaimForm.usd(sequence.beforeMicroUsdPerHour()));
        form.put("pricePerHourAfter", ClaimForm.usd(sequence.afterMicroUsdPerHour()));
        form.put("settled", sequence.settled());
        form.put("leftOut", List.of("expiry"));
        form.put("steps", sequence.steps().stream().map(DisruptionForm::step).toList());
        form.put("whyNodesStay", sequence.whyStays());
        return form;
    }

    /** What the nodes that may be consolidated cost, and how little their pods could cost. */
    public static SequencedMap<String, Object> of(DisruptionPlanner.Bound bound) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("nodes", bound.nodes());
        form.put("pricePerHour", ClaimForm.usd(bound.priceMicroUsdPerHour()));
        form.put("leastPricePerHour", ClaimForm.usd(bound.leastMicroUsdPerHour()));
        return form;
    }

    private static SequencedMap<String, Object> step(DisruptionSequence.Step step) {
        SequencedMap<String, Object> form = command(step.command(), step.nodes());
        form.put("why", step.command().why());
        form.put("launched", step.launched());
        form.put("pricePerHourAfter", ClaimForm.usd(step.afterMicroUsdPerHour()));
        return form;
    }

    private static SequencedMap<String, Object> command(Command command, List<String> nodes) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("method", command.method().text());
        form.put("reason", command.reason().text());
        form.put("decision", command.replacements().isEmpty() ? "delete" : "replace");
        form.put("candidates", nodes);
        form.put(
                "replacements",
                command.replacements().stream().map(ClaimForm::of).toList());
        form.put("rescheduledToExisting", placements(command));
        form.put("sourcePrice", ClaimForm.usd(command.effect().sourceMicroUsdPerHour()));
        form.put("estimatedSavings", ClaimForm.usd(command.effect().savedMicroUsdPerHour()));
        return form;
    }

    private static SequencedMap<String, Object> nothing() {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("method", "none");
        form.put("reason", "");
        form.put("decision", "none");
        form.put("candidates", List.of());
        form.put("replacements", List.of());
        form.put("rescheduledToExisting", List.of());
        form.put("sourcePrice", 0);
        form.put("estimatedSavings", 0);
        return form;
    }

    /** The names of nodes, sorted. */
    static List<String> nodes(List<StateNode> nodes) {
        return nodes.stream().map(StateNode::name).sorted().toList();
    }

    private static List<SequencedMap<String, Object>> placements(Command command) {
        List<SequencedMap<String, Object>> forms = new ArrayList<>();
        for (Solution.Placement placement : command.effect().placements()) {
            SequencedMap<String, Object> form = new LinkedHashMap<>();
            form.put("node", placement.node().name());
            form.put("pods", ClaimForm.names(placement.pods()));
            forms.add(form);
        }
        return forms;
    }

    private static List<SequencedMap<String, Object>> states(DisruptionDecision decision) {
        List<SequencedMap<String, Object>> states = new ArrayList<>();
        for (var state : new TreeMap<>(decision.conditions()).entrySet()) {
            Conditions conditions = state.getValue();
            SequencedMap<String, Object> form = new LinkedHashMap<>();
            form.put("nodeClaim", state.getKey());
            form.put("consolidatable", conditions.consolidatable());
            if (conditions.drifted() != null) {
                form.put("drifted", conditions.drifted().text());
            }
            states.add(form);
        }
        return states;
    }
}
