package dev.nodecast.scenarios.workload;

import java.util.Arrays;

/** A measured rate: {@code perSecond(i)} from {@code timeNs(i)} until the next value or the end. */
public final class RateSeries {

    private final long[] timesNs;
    private final double[] perSecond;
    private final long endNs;

    /**
     * @param timesNs start of each value, strictly increasing from 0
     * @param perSecond rates, 0 or more
     * @param endNs end of the last value
     */
    public RateSeries(long[] timesNs, double[] perSecond, long endNs) {
        if (timesNs.length == 0 || timesNs.length != perSecond.length || timesNs[0] != 0) {
            throw new IllegalArgumentException("a rate series needs as many times as rates, the first time 0");
        }
        for (int i = 0; i < timesNs.length; i++) {
            long untilNs = i + 1 < timesNs.length ? timesNs[i + 1] : endNs;
            if (untilNs <= timesNs[i] || !(perSecond[i] >= 0 && perSecond[i] < 1e9)) {
                throw new IllegalArgumentException("found the rate " + perSecond[i] + " from " + timesNs[i] + " to "
                        + untilNs + " ns; expected a rate of 0 to 1e9 and increasing times");
            }
        }
        this.timesNs = timesNs.clone();
        this.perSecond = perSecond.clone();
        this.endNs = endNs;
    }

    public int size() {
        return timesNs.length;
    }

    public long timeNs(int index) {
        return timesNs[index];
    }

    public double perSecond(int index) {
        return perSecond[index];
    }

    public long endNs() {
        return endNs;
    }

    /** Expected number of events over the whole series. */
    public double expectedEvents() {
        double events = 0;
        for (int i = 0; i < timesNs.length; i++) {
            long untilNs = i + 1 < timesNs.length ? timesNs[i + 1] : endNs;
            events += perSecond[i] * (untilNs - timesNs[i]) / 1e9;
        }
        return events;
    }

    /** The same series with all rates multiplied. */
    public RateSeries scaled(double factor) {
        return new RateSeries(
                timesNs, Arrays.stream(perSecond).map(rate -> rate * factor).toArray(), endNs);
    }

    /** Walks along the series; after its end the rate is 0, or the series begins again if {@code repeat}. */
    public RateCursor cursor(boolean repeat) {
        return new SeriesRate(this, repeat);
    }
}
