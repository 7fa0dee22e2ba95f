package dev.nodecast.scenarios.trace;

import java.util.Arrays;

/** Builds a {@link CapacityTrace} from observations in order of time; steps that change nothing are merged. */
public final class CapacityTraceBuilder {

    private long[] timesNs = new long[64];
    private int[] capacities = new int[64];
    private int size;

    /**
     * From {@code timeNs} on the capacity is {@code capacity}. At an instant already given the new value replaces the
     * old one.
     */
    public CapacityTraceBuilder set(long timeNs, int capacity) {
        if (size > 0 && timeNs == timesNs[size - 1]) {
            size--;
        }
        if (size > 0 && capacities[size - 1] == capacity) {
            return this;
        }
        if (size == timesNs.length) {
            timesNs = Arrays.copyOf(timesNs, 2 * size);
            capacities = Arrays.copyOf(capacities, 2 * size);
        }
        timesNs[size] = timeNs;
        capacities[size] = capacity;
        size++;
        return this;
    }

    /** The trace, which ends at {@code durationNs}. */
    public CapacityTrace build(long durationNs) {
        return new CapacityTrace(Arrays.copyOf(timesNs, size), Arrays.copyOf(capacities, size), durationNs);
    }
}
