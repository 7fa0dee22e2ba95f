package dev.nodecast.scheduler.review.interruption;

import dev.nodecast.scheduler.review.source.HelmInstall;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** The AWS Node Termination Handler, as far as it is installed. */
final class TerminationHandler {

    private static final String CHART = "aws-node-termination-handler";
    private static final String SPOT_DRAINING = "enableSpotInterruptionDraining";

    private TerminationHandler() {}

    /** Installations that drain nodes on spot notices, which is the chart's default. */
    static List<HelmInstall> draining(ReviewedSystem system) {
        return system.charts(CHART).stream()
                .filter(c -> c.setting(SPOT_DRAINING)
                        .map(s -> !s.value().equals("false"))
                        .orElse(true))
                .toList();
    }
}
