package dev.nodecast.scheduler.provisioning.explain;

import java.util.Locale;

/** Prices as people read them. */
public final class Dollars {

    /** What AWS counts as a month: 8,760 hours of a year by twelve. */
    public static final int HOURS_A_MONTH = 730;

    private static final double MICRO = 1e6;

    private Dollars() {}

    /** “$0.2606/h”. */
    public static String perHour(long microUsd) {
        return String.format(Locale.ROOT, "$%,.4f/h", microUsd / MICRO);
    }

    /** “$190.24”: what it costs to buy something for a whole month. */
    public static String ofMonth(long microUsdPerHour) {
        return String.format(Locale.ROOT, "$%,.2f", microUsdPerHour / MICRO * HOURS_A_MONTH);
    }

    /** “+34 %”. */
    public static String more(long microUsd, long thanMicroUsd) {
        return thanMicroUsd == 0
                ? "dearer"
                : String.format(Locale.ROOT, "%+.0f %%", 100.0 * (microUsd - thanMicroUsd) / thanMicroUsd);
    }
}
