package dev.nodecast.scenarios.trace;

import java.util.Arrays;

/**
 * Spot capacity of one pool over time: piecewise constant, {@code capacity(i)} instances from {@code timeNs(i)} until
 * the next step or the end of the trace. The first step is at 0.
 */
public final class CapacityTrace {

    private final long[] timesNs;
    private final int[] capacities;
    private final long durationNs;

    /**
     * @param timesNs start of each step, strictly increasing from 0
     * @param capacities instances during each step, 0 or more
     * @param durationNs end of the last step
     * @throws IllegalArgumentException if these rules are broken
     */
    public CapacityTrace(long[] timesNs, int[] capacities, long durationNs) {
        if (timesNs.length == 0 || timesNs.length != capacities.length || timesNs[0] != 0) {
            throw new IllegalArgumentException("a capacity trace needs as many times as capacities, the first time 0");
        }
        for (int i = 0; i < timesNs.length; i++) {
            if (i > 0 && timesNs[i] <= timesNs[i - 1]) {
                throw new IllegalArgumentException("time " + timesNs[i] + " ns is not after " + timesNs[i - 1] + " ns");
            }
            if (capacities[i] < 0) {
                throw new IllegalArgumentException(
                        "capacity " + capacities[i] + " at " + timesNs[i] + " ns is negative");
            }
        }
        if (durationNs < timesNs[timesNs.length - 1]) {
            throw new IllegalArgumentException("duration " + durationNs + " ns ends before the last step");
        }
        this.timesNs = timesNs.clone();
        this.capacities = capacities.clone();
        this.durationNs = durationNs;
    }

    /** Number of steps. */
    public int size() {
        return timesNs.length;
    }

    public long timeNs(int step) {
        return timesNs[step];
    }

    public int capacity(int step) {
        return capacities[step];
    }

    /** When step {@code step} ends: the next step's start or the end of the trace. */
    public long endNs(int step) {
        return step + 1 < timesNs.length ? timesNs[step + 1] : durationNs;
    }

    public long durationNs() {
        return durationNs;
    }

    /** The step that holds at {@code timeNs}; the last one after the end. */
    public int stepAt(long timeNs) {
        if (timeNs < 0) {
            throw new IllegalArgumentException("time " + timeNs + " ns is before the trace's start");
        }
        int found = Arrays.binarySearch(timesNs, timeNs);
        return found >= 0 ? found : -found - 2;
    }

    public int capacityAt(long timeNs) {
        return capacities[stepAt(timeNs)];
    }

    public int maxCapacity() {
        return Arrays.stream(capacities).max().orElse(0);
    }

    /** Share of the time with capacity for at least one instance. */
    public double availability() {
        long available = 0;
        for (int i = 0; i < size(); i++) {
            if (capacities[i] > 0) {
                available += endNs(i) - timesNs[i];
            }
        }
        return durationNs == 0 ? (capacities[0] > 0 ? 1 : 0) : (double) available / durationNs;
    }

    /** The same trace ending later or earlier. */
    public CapacityTrace withDurationNs(long newDurationNs) {
        return new CapacityTrace(timesNs, capacities, newDurationNs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CapacityTrace that
                && durationNs == that.durationNs
                && Arrays.equals(timesNs, that.timesNs)
                && Arrays.equals(capacities, that.capacities);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(timesNs) + Arrays.hashCode(capacities);
    }

    @Override
    public String toString() {
        return "CapacityTrace[" + size() + " steps, 0.." + maxCapacity() + " instances, " + durationNs / 1_000_000_000L
                + " s]";
    }
}
