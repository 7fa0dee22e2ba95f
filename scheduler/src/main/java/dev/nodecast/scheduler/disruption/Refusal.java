package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Locale;

/**
 * Why nothing is done to a node, in our words for people and in those of Karpenter's events {@code DisruptionBlocked} and
 * {@code Unconsolidatable} ({@code statenode.go}, {@code consolidation.go}), which operators look for. Texts are made when they are
 * asked for: most refusals of a pass are read by nobody.
 *
 * @param about what the texts name
 */
record Refusal(Kind kind, List<Object> about) {

    /** The things that keep a node, each with its two texts; where Karpenter has no words for it, both are ours. */
    enum Kind {
        FOREIGN("it was not launched by a NodePool", "Node isn't managed by karpenter"),
        NOT_JOINED("its instance has not joined the cluster yet", "Nodeclaim does not have an associated node"),
        NOT_INITIALIZED("it is not initialised yet", "Node isn't initialized"),
        NO_POOL("its NodePool is not there or can buy nothing", "NodePool not found (NodePool=%s)"),
        LEAVING("it is already going", "Node is deleting or marked for deletion"),
        PROMISED("pods that wait were promised a place on it", "Node is nominated for a pending pod"),
        ANNOTATED(
                "it has the annotation " + WellKnown.DO_NOT_DISRUPT,
                "Disruption is blocked through the \"" + WellKnown.DO_NOT_DISRUPT + "\" annotation"),
        HELD_BY_POD(
                "pod %s has the annotation " + WellKnown.DO_NOT_DISRUPT,
                "Pod has \"" + WellKnown.DO_NOT_DISRUPT + "\" annotation (Pod=%s)"),
        BUDGET_OF_POD(
                "PodDisruptionBudget %2$s does not let pod %1$s go now",
                "Pdb prevents pod evictions (PodDisruptionBudget=[%2$s])"),
        BUDGETS_OF_POD(
                "pod %1$s has more than one PodDisruptionBudget, which no eviction allows",
                "Eviction does not support multiple PDBs (PodDisruptionBudget(s)=[%2$s])"),
        NEVER_CONSOLIDATED("its NodePool never consolidates", "NodePool \"%s\" has consolidation disabled"),
        BUFFER("it is kept free for a capacity buffer", "Node \"%s\" has buffer pods"),
        NOT_EMPTY(
                "it is not empty, and its NodePool consolidates only WhenEmpty",
                "NodePool \"%s\" has consolidation policy WhenEmpty, but node is not empty"),
        TYPE_NOT_FOUND(
                "its instance type is not offered to its NodePool any more, so that its price is not known",
                "Instance Type \"%s\" not found"),
        NOT_LABELLED(
                "its labels do not say zone and capacity type, so that its price is not known",
                "Node does not have label \"%s\""),
        TOO_MANY("its pods would need %d new nodes", "Can't remove without creating %d candidates"),
        NOT_CHEAPER("no node that its pods need is sure to be cheaper", "Can't replace with a cheaper node"),
        HOPELESS(
                "its pods fit into no other node's free room, and no node for them is cheaper",
                "Can't replace with a cheaper node"),
        SPOT_FOR_SPOT(
                "spot nodes are not replaced by spot nodes (spot-to-spot consolidation is off)",
                "SpotToSpotConsolidation is disabled, can't replace a spot node with a spot node"),
        FEW_SPOT_TYPES(
                "a spot node is replaced by a spot node only where %d types are cheaper, and only %d are",
                "SpotToSpotConsolidation requires %d cheaper instance type options than the current candidate to"
                        + " consolidate, got %d"),
        OTHER("%s", "%s");

        private final String sentence;
        private final String event;

        Kind(String sentence, String event) {
            this.sentence = sentence;
            this.event = event;
        }
    }

    static Refusal of(Kind kind, Object... about) {
        return new Refusal(kind, List.of(about));
    }

    /** One that Karpenter has no words for. */
    static Refusal saying(String sentence) {
        return of(Kind.OTHER, sentence);
    }

    String sentence() {
        return kind.sentence.formatted(about.toArray());
    }

    String event() {
        String text = kind.event.formatted(about.toArray());
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
