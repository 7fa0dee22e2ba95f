package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
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
        MinValues minValues) {

    public static final AutoscalerSettings DEFAULTS = new AutoscalerSettings(
            Duration.ofSeconds(1), Duration.ofSeconds(10), Preferences.RESPECT, MinValues.STRICT);

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
