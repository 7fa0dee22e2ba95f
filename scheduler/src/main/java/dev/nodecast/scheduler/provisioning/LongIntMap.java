package dev.nodecast.scheduler.provisioning;

import java.util.Arrays;

/** A hash map from long to int, without boxes: the memory of questions about pairs of numbers. */
final class LongIntMap {

    /** What {@link #get} gives for a key that is not there. */
    static final int ABSENT = Integer.MIN_VALUE;

    private long[] keys = new long[1 << 10];
    private int[] values = absent(1 << 10);
    private int size;

    int get(long key) {
        int mask = keys.length - 1;
        int slot = slot(key) & mask;
        while (values[slot] != ABSENT) {
            if (keys[slot] == key) {
                return values[slot];
            }
            slot = (slot + 1) & mask;
        }
        return ABSENT;
    }

    void put(long key, int value) {
        if (2 * size >= keys.length) {
            grow();
        }
        if (insert(key, value)) {
            size++;
        }
    }

    private boolean insert(long key, int value) {
        int mask = keys.length - 1;
        int slot = slot(key) & mask;
        while (values[slot] != ABSENT && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        boolean fresh = values[slot] == ABSENT;
        keys[slot] = key;
        values[slot] = value;
        return fresh;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = absent(2 * oldKeys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != ABSENT) {
                insert(oldKeys[i], oldValues[i]);
            }
        }
    }

    private static int[] absent(int length) {
        int[] values = new int[length];
        Arrays.fill(values, ABSENT);
        return values;
    }

    /** Fibonacci hashing: the high bits of a product with 2^64 / golden ratio. */
    private static int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
