package dev.nodecast.scenarios.trace;

import java.util.Arrays;

/**
 * Spot price of one pool: piecewise constant, each price holds until the next. Times are nanoseconds since the
 * history's start; the first may be later than 0, and its price is then also taken for the time before it.
 */
public final class PriceTrace {

    private final long[] timesNs;
    private final long[] microUsdPerHour;

    /**
     * @param timesNs start of each price, strictly increasing
     * @param microUsdPerHour price of an instance-hour from then on, 0 or more
     */
    public PriceTrace(long[] timesNs, long[] microUsdPerHour) {
        if (timesNs.length == 0 || timesNs.length != microUsdPerHour.length) {
            throw new IllegalArgumentException("a price trace needs as many times as prices, and at least one");
        }
        for (int i = 1; i < timesNs.length; i++) {
            if (timesNs[i] <= timesNs[i - 1]) {
                throw new IllegalArgumentException("time " + timesNs[i] + " ns is not after " + timesNs[i - 1] + " ns");
            }
        }
        this.timesNs = timesNs.clone();
        this.microUsdPerHour = microUsdPerHour.clone();
    }

    public int size() {
        return timesNs.length;
    }

    public long timeNs(int step) {
        return timesNs[step];
    }

    public long microUsdPerHour(int step) {
        return microUsdPerHour[step];
    }

    /** The price at {@code timeNs}: the last one before it, or the first. */
    public long microUsdPerHourAt(long timeNs) {
        int found = Arrays.binarySearch(timesNs, timeNs);
        return microUsdPerHour[found >= 0 ? found : Math.max(-found - 2, 0)];
    }

    /** How often the price really changed; heartbeats that repeat it do not count. */
    public int changes() {
        int changes = 0;
        for (int i = 1; i < size(); i++) {
            if (microUsdPerHour[i] != microUsdPerHour[i - 1]) {
                changes++;
            }
        }
        return changes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PriceTrace that
                && Arrays.equals(timesNs, that.timesNs)
                && Arrays.equals(microUsdPerHour, that.microUsdPerHour);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(timesNs) + Arrays.hashCode(microUsdPerHour);
    }

    @Override
    public String toString() {
        return "PriceTrace[" + size() + " prices, " + changes() + " changes]";
    }
}
