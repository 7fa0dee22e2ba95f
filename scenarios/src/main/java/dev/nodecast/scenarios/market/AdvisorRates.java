package dev.nodecast.scenarios.market;

import dev.nodecast.scenarios.trace.InterruptionBand;

/**
 * Hourly interruption rates of the advisor's bands: the band's middle taken as the probability of being interrupted
 * within a month of 730 hours. The highest band has no upper end; 30 % is assumed for it.
 */
public final class AdvisorRates {

    private static final double HOURS_PER_MONTH = 730;

    private AdvisorRates() {}

    /** Interruptions per instance-hour. */
    public static double perHour(InterruptionBand band) {
        return -StrictMath.log1p(-monthlyProbability(band)) / HOURS_PER_MONTH;
    }

    private static double monthlyProbability(InterruptionBand band) {
        return switch (band) {
            case BELOW_5 -> .025;
            case FROM_5_TO_10 -> .075;
            case FROM_10_TO_15 -> .125;
            case FROM_15_TO_20 -> .175;
            case ABOVE_20 -> .30;
        };
    }
}
