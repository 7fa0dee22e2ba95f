package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import java.time.Duration;

/** By what spot offerings are chosen, and between spot and on-demand where a pool allows both. */
public record SpotChoiceFile(
        @Doc(
                "Where a pool's annotation nodecast.dev/spot-choice does not say it: price, as Karpenter, or expected-cost, by"
                        + " what a finished job costs with the interruptions that are to be expected.")
        By by,

        @Doc("A job's work on a machine that nobody takes.") Duration work,

        @Doc("Work between two saves; 0s: an interrupted job begins anew.")
        Duration save,

        @Doc("From the loss of a machine until another one works.")
        Duration restart,

        @Doc("Whether the work is saved when an interruption is announced.")
        boolean savesAtNotice) {

    public static final SpotChoiceFile DEFAULTS =
            new SpotChoiceFile(By.PRICE, Duration.ofMinutes(30), Duration.ZERO, Duration.ofMinutes(5), false);

    /** What is compared. */
    public enum By {
        PRICE,
        EXPECTED_COST
    }
}
