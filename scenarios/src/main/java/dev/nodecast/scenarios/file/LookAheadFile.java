package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import java.time.Duration;

/** Whether nodes that are not needed now are kept in view of demand to come. */
public record LookAheadFile(
        @Doc(
                "Where a pool's annotation nodecast.dev/look-ahead does not say it: none, as Karpenter; break-even, until keeping"
                        + " has cost as much as starting another; or forecast, as long as would have been cheapest so far.")
        Mode mode,

        @Doc(
                value =
                        "How little a forecast is trusted: an idle period costs at most 1 + 1/lambda times the least, and 1 +"
                                + " lambda times where the forecast is right.",
                min = 0.01,
                max = 1)
        double lambda,

        @Doc("From asking for a node until it works, as long as none has been seen.")
        Duration start,

        @Doc(value = "What an hour of waiting for a node is worth, in USD.", min = 0, max = 1000)
        double waitUsdPerHour) {

    public static final LookAheadFile DEFAULTS = new LookAheadFile(Mode.NONE, 0.5, Duration.ofMinutes(5), 0);

    /** Ways to look ahead. */
    public enum Mode {
        NONE,
        BREAK_EVEN,
        FORECAST
    }
}
