package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A history in primitive arrays. Entries that are too old to matter are overwritten in place, as kube-controller-manager
 * does, so its size stays at about window / sync period and a sync allocates nothing here.
 */
final class TimedValues {

    private static final int INITIAL_CAPACITY = 8;

    private long[] timesNs = new long[INITIAL_CAPACITY];
    private int[] values = new int[INITIAL_CAPACITY];
    private boolean[] outdated = new boolean[INITIAL_CAPACITY];
    private int size;

    static TimedValues of(List<TimedValue> entries) {
        TimedValues result = new TimedValues();
        for (TimedValue entry : entries) {
            result.add(entry.timeNs(), entry.value());
            result.outdated[result.size - 1] = entry.outdated();
        }
        return result;
    }

    TimedValues copy() {
        TimedValues result = new TimedValues();
        result.timesNs = timesNs.clone();
        result.values = values.clone();
        result.outdated = outdated.clone();
        result.size = size;
        return result;
    }

    List<TimedValue> toList() {
        List<TimedValue> result = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            result.add(new TimedValue(timesNs[i], values[i], outdated[i]));
        }
        return result;
    }

    int size() {
        return size;
    }

    long timeNs(int index) {
        return timesNs[index];
    }

    int value(int index) {
        return values[index];
    }

    void clear() {
        size = 0;
    }

    void add(long timeNs, int value) {
        if (size == values.length) {
            timesNs = Arrays.copyOf(timesNs, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            outdated = Arrays.copyOf(outdated, 2 * size);
        }
        replaceOrAdd(size++, timeNs, value);
    }

    /** Overwrites the entry at the index, or adds one when the index is negative. */
    void replaceOrAdd(int index, long timeNs, int value) {
        if (index < 0) {
            add(timeNs, value);
            return;
        }
        timesNs[index] = timeNs;
        values[index] = value;
        outdated[index] = false;
    }

    /**
     * Marks entries older than the cutoff as reusable and returns the last reusable one, or -1. The mark stays even
     * when a later change of the spec would make the entry count again.
     */
    int lastOutdated(long cutoffNs) {
        int last = -1;
        for (int i = 0; i < size; i++) {
            outdated[i] |= timesNs[i] < cutoffNs;
            if (outdated[i]) {
                last = i;
            }
        }
        return last;
    }

    /** Sum of the entries younger than the cutoff, not counting one exactly that old. */
    int sumAfter(long cutoffNs) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            if (timesNs[i] > cutoffNs) {
                sum += values[i];
            }
        }
        return sum;
    }
}
