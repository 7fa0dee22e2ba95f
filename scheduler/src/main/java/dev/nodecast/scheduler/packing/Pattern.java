package dev.nodecast.scheduler.packing;

import java.util.Arrays;

/** A bin and how many of each item it holds. Immutable: the counts are not to be changed. */
public final class Pattern {

    private final int bin;
    private final int[] counts;
    private final int hash;

    public Pattern(int bin, int[] counts) {
        this.bin = bin;
        this.counts = counts;
        this.hash = 31 * Arrays.hashCode(counts) + bin;
    }

    /** The position of its type of bin. */
    public int bin() {
        return bin;
    }

    /** How many of an item. */
    public int count(int item) {
        return counts[item];
    }

    int[] counts() {
        return counts;
    }

    boolean isEmpty() {
        return Arrays.stream(counts).allMatch(c -> c == 0);
    }

    /** The same with no more than {@code most} of each. */
    Pattern within(int[] most) {
        int[] fewer = new int[counts.length];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = Math.min(counts[i], most[i]);
        }
        return new Pattern(bin, fewer);
    }

    boolean holdsAll(Pattern other) {
        for (int i = 0; i < counts.length; i++) {
            if (other.counts[i] > counts[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Pattern p && bin == p.bin && Arrays.equals(counts, p.counts);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return bin + ":" + Arrays.toString(counts);
    }
}
