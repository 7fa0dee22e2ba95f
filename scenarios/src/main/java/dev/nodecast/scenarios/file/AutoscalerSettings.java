package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scheduler.packing.Effort;
import java.time.Duration;

/** How the node autoscaler is set, as Karpenter's flags set it. */
public record AutoscalerSettings(
        @Doc("Pending pods are planned when none has come for so long (--batch-idle-duration).")
        Duration batchIdle,

        @Doc("And at the latest so long after the first (--batch-max-duration).")
        Duration batchMax,

        @Doc("Whether preferences of pods are tried before they are given up (--preference-policy).")
        Preferences preferences,

        @Doc("Whether a claim may keep fewer values than minValues asks for (--min-values-policy).")
        MinValues minValues,

        @Doc(
                "How new nodes are packed where a pool's annotation nodecast.dev/packing does not say it: greedy as Karpenter"
                        + " does, or optimal, at the least cost.")
        Packing packing,

        @Doc(
                value = "What a node costs an hour besides its instance, in USD, for an optimal packing to count with.",
                min = 0,
                max = 1000)
        double nodeCostUsdPerHour,

        @Doc(value = "Steps of search at most for one optimal packing.", min = 1, max = 2_000_000_000)
        int packingWork,

        @Doc(
                "How far consolidation looks where a pool's annotation nodecast.dev/consolidation does not say it: karpenter,"
                        + " or global, several nodes into several.")
        Consolidation consolidation,

        @Doc("Whether nodes are kept in view of demand to come.")
        LookAheadFile lookAhead,

        @Doc("By what spot offerings are chosen.") SpotChoiceFile spotChoice) {

    public static final AutoscalerSettings DEFAULTS = new AutoscalerSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Preferences.RESPECT,
            MinValues.STRICT,
            Packing.GREEDY,
            0,
            (int) Effort.DEFAULT.steps(),
            Consolidation.KARPENTER,
            LookAheadFile.DEFAULTS,
            SpotChoiceFile.DEFAULTS);

    /** How far consolidation looks. */
    public enum Consolidation {
        KARPENTER,
        GLOBAL
    }

    /** How new nodes are packed. */
    public enum Packing {
        GREEDY,
        OPTIMAL
    }

    /** What becomes of preferences. */
    public enum Preferences {
        RESPECT,
        IGNORE
    }

    /** What becomes of minValues where there are not as many. */
    public enum MinValues {
        STRICT,
        BEST_EFFORT
    }
}
