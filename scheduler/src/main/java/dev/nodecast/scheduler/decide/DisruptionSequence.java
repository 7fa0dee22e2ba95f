package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.disruption.Command;
import dev.nodecast.scheduler.disruption.ConsolidationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * The commands that follow each other until nothing more changes. Each is carried out in full before the next is looked
 * for: its pods are where it wanted them, its replacements are bought in the cheapest way, and consolidateAfter has passed
 * again. Time, prices, budgets of pods and the pods themselves stay as they are.
 *
 * @param settled whether nothing more changes; false where the commands did not come to an end
 */
public record DisruptionSequence(
        List<Step> steps, boolean settled, long beforeMicroUsdPerHour, SequencedMap<String, String> whyStays) {

    /**
     * A command that was carried out.
     *
     * @param nodes the names of the nodes that went, sorted
     * @param launched what was bought in their place, a phrase each
     * @param afterMicroUsdPerHour what the cluster costs from then on
     */
    public record Step(Command command, List<String> nodes, List<String> launched, long afterMicroUsdPerHour) {
        public Step {
            nodes = List.copyOf(nodes);
            launched = List.copyOf(launched);
        }
    }

    public DisruptionSequence {
        steps = List.copyOf(steps);
    }

    /** Plays the commands on the cluster of the input, which is changed by it. */
    public static DisruptionSequence play(DecisionInput input, ConsolidationOptions.BalancedTotals totals) {
        return play(DisruptionDecision.of(input, totals));
    }

    /** Plays on from a decision, on the cluster of its input. */
    public static DisruptionSequence play(DisruptionDecision first) {
        DisruptionDecision decision = first;
        DecisionInput input = first.input();
        long before = decision.priceMicroUsdPerHour();
        // Each command removes a node or makes one cheaper: more than this many would be going in circles.
        int most = 100 + 20 * input.cluster().nodes().size();
        List<Step> steps = new ArrayList<>();
        while (decision.command().isPresent() && steps.size() < most) {
            steps.add(step(decision, decision.command().get(), steps.size() + 1));
            decision = decision.next();
        }
        return new DisruptionSequence(steps, decision.command().isEmpty(), before, decision.whyStays());
    }

    private static Step step(DisruptionDecision decision, Command command, int number) {
        List<String> nodes = DisruptionForm.nodes(decision.nodesOf(command));
        List<String> launched = new CommandOutcome(decision.input(), number).apply(command);
        return new Step(command, nodes, launched, decision.priceMicroUsdPerHour());
    }

    /** What the cluster costs in the end, in micro-USD per hour. */
    public long afterMicroUsdPerHour() {
        return steps.isEmpty() ? beforeMicroUsdPerHour : steps.getLast().afterMicroUsdPerHour;
    }
}
