package dev.nodecast.sim.stats;

import java.util.Arrays;

/**
 * Counts of observations in bins with given bounds: bin i holds what is at least bound i and less than bound i+1; what lies
 * outside is counted below the first bound or at and above the last.
 */
public final class Histogram {

    private final double[] bounds;
    private final long[] counts;

    /**
     * An empty histogram.
     *
     * @param bounds at least two, ascending
     */
    public Histogram(double... bounds) {
        this.bounds = bounds.clone();
        if (bounds.length < 2 || !isAscending(bounds)) {
            throw new IllegalArgumentException(
                    "a histogram needs at least two ascending bounds, but got " + Arrays.toString(bounds));
        }
        counts = new long[bounds.length + 1];
    }

    /** Bins of equal width. */
    public static Histogram linear(double low, double high, int bins) {
        double[] bounds = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            bounds[i] = low + (high - low) * i / bins;
        }
        return new Histogram(bounds);
    }

    /** Bins whose bounds grow by an equal factor; {@code low} must be positive. */
    public static Histogram logarithmic(double low, double high, int bins) {
        double[] bounds = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            bounds[i] = low * StrictMath.pow(high / low, (double) i / bins);
        }
        return new Histogram(bounds);
    }

    public void add(double value) {
        int found = Arrays.binarySearch(bounds, value);
        counts[found >= 0 ? found + 1 : -found - 1]++;
    }

    public int bins() {
        return bounds.length - 1;
    }

    public double lowerBound(int bin) {
        return bounds[bin];
    }

    public double upperBound(int bin) {
        return bounds[bin + 1];
    }

    public long count(int bin) {
        return counts[bin + 1];
    }

    /** How many observations were less than the first bound. */
    public long countBelow() {
        return counts[0];
    }

    /** How many observations were at or above the last bound. */
    public long countAbove() {
        return counts[counts.length - 1];
    }

    public long count() {
        return Arrays.stream(counts).sum();
    }

    private static boolean isAscending(double[] values) {
        for (int i = 1; i < values.length; i++) {
            if (!(values[i] > values[i - 1])) {
                return false;
            }
        }
        return true;
    }
}
