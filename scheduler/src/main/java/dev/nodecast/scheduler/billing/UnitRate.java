package dev.nodecast.scheduler.billing;

/**
 * A price for a number of metered amounts.
 *
 * @param microUsd what {@code per} of them cost
 * @param per how many metered amounts make one priced unit: 3,600 seconds an hour, 2<sup>30</sup> bytes a GiB, as many
 *     GiB-seconds a GiB-month as the month has seconds
 * @param unit the priced unit, such as {@code GiB-month}
 */
public record UnitRate(long microUsd, long per, String unit) {

    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long BYTES_PER_GIB = 1L << 30;

    public UnitRate {
        if (microUsd < 0 || per <= 0) {
            throw new IllegalArgumentException("found " + microUsd + " micro-USD per " + per + " " + unit
                    + ", expected a price of at least 0 for a number above 0");
        }
    }

    /** Metered in seconds, priced per hour. */
    public static UnitRate perHour(long microUsd) {
        return new UnitRate(microUsd, SECONDS_PER_HOUR, "hour");
    }

    /** Metered in bytes, priced per GiB (AWS's “GB” of data transfer and processing). */
    public static UnitRate perGib(long microUsd) {
        return new UnitRate(microUsd, BYTES_PER_GIB, "GiB");
    }

    /** Metered in {@code what}-seconds, priced per {@code what}-month. */
    public static UnitRate perMonth(long microUsd, String what, BillingMonth month) {
        return new UnitRate(microUsd, month.seconds(), what + "-month");
    }
}
