package dev.nodecast.scenarios.trace;

import java.util.Arrays;

/** Measured values of one quantity, in order of time; several may share an instant (from several sources). */
public final class TimeSeries {

    private final String name;
    private final long[] timesNs;
    private final double[] values;

    public TimeSeries(String name, long[] timesNs, double[] values) {
        if (timesNs.length == 0 || timesNs.length != values.length) {
            throw new IllegalArgumentException("series " + name + " needs as many times as values, and at least one");
        }
        for (int i = 1; i < timesNs.length; i++) {
            if (timesNs[i] < timesNs[i - 1]) {
                throw new IllegalArgumentException("series " + name + " goes back in time at index " + i);
            }
        }
        this.name = name;
        this.timesNs = timesNs.clone();
        this.values = values.clone();
    }

    public String name() {
        return name;
    }

    public int size() {
        return timesNs.length;
    }

    public long timeNs(int index) {
        return timesNs[index];
    }

    public double value(int index) {
        return values[index];
    }

    /** The values, in order of time. */
    public double[] values() {
        return values.clone();
    }

    /**
     * The same again and again up to {@code endNs}: its last time is the first of the next round, where the last value gives
     * way to the first. A series that ends at 0 has no rounds and stays as it is.
     */
    public TimeSeries repeatedUntil(long endNs) {
        long roundNs = timesNs[timesNs.length - 1];
        if (roundNs <= 0 || endNs <= roundNs) {
            return this;
        }
        int rounds = Math.toIntExact((endNs + roundNs - 1) / roundNs);
        int each = timesNs.length - 1;
        long[] times = new long[rounds * each + 1];
        double[] repeated = new double[times.length];
        for (int i = 0; i < times.length - 1; i++) {
            times[i] = i / each * roundNs + timesNs[i % each];
            repeated[i] = values[i % each];
        }
        times[times.length - 1] = rounds * roundNs;
        repeated[times.length - 1] = values[each];
        return new TimeSeries(name, times, repeated);
    }

    /** The usual distance between neighbours: their (lower) median; 0 of a single value. */
    public long medianStepNs() {
        if (size() < 2) {
            return 0;
        }
        long[] steps = new long[size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = timesNs[i + 1] - timesNs[i];
        }
        Arrays.sort(steps);
        return steps[(steps.length - 1) / 2];
    }

    @Override
    public String toString() {
        return "TimeSeries[" + name + ", " + size() + " values]";
    }
}
