package dev.nodecast.scenarios.market;

import dev.nodecast.scenarios.trace.InterruptionBand;

/** Hourly interruption rates of the advisor's bands, as the catalogue reads them. */
public final class AdvisorRates {

    private AdvisorRates() {}

    /** Interruptions per instance-hour. */
    public static double perHour(InterruptionBand band) {
        return switch (band) {
            case BELOW_5 -> dev.nodecast.scheduler.catalog.InterruptionBand.BELOW_5.perHour();
            case FROM_5_TO_10 -> dev.nodecast.scheduler.catalog.InterruptionBand.FROM_5_TO_10.perHour();
            case FROM_10_TO_15 -> dev.nodecast.scheduler.catalog.InterruptionBand.FROM_10_TO_15.perHour();
            case FROM_15_TO_20 -> dev.nodecast.scheduler.catalog.InterruptionBand.FROM_15_TO_20.perHour();
            case ABOVE_20 -> dev.nodecast.scheduler.catalog.InterruptionBand.ABOVE_20.perHour();
        };
    }
}
