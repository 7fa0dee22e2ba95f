package dev.nodecast.sim.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of non-negative observations: exact for the first {@value #EXACT_COUNT_MAX}, then within
 * {@value #RELATIVE_ERROR} of the exact quantile (relative), in bounded memory: about 0.25 MB if the values span 18 orders
 * of magnitude. Sketches of parts merge to the sketch of the whole, in any order.
 *
 * <p>Quantiles interpolate linearly between the two neighbouring order statistics at rank p·(n-1), the definition 7 of
 * Hyndman and Fan ("Sample quantiles in statistical packages", 1996) that R, NumPy and DuckDB's {@code quantile_cont}
 * use.
 */
public final class QuantileSketch {

    /** Up to this many observations are kept as they are. */
    public static final int EXACT_COUNT_MAX = 4096;

    /** The greatest relative error once they are not. */
    public static final double RELATIVE_ERROR = LogLinearBuckets.RELATIVE_ERROR;

    private double[] exact = new double[16];
    private boolean exactIsSorted = true;

    /** Takes over from {@link #exact} when that is full. */
    private @Nullable LogLinearBuckets buckets;

    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /**
     * Adds one observation.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public void add(double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("an observation must be finite and not negative, but was " + value);
        }
        if (buckets == null && count == EXACT_COUNT_MAX) {
            spill();
        }
        if (buckets == null) {
            addExact(value);
        } else {
            buckets.add(value);
        }
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** Adds all observations of another sketch. */
    public void merge(QuantileSketch other) {
        if (other.buckets == null) {
            int otherCount = (int) other.count;
            for (int i = 0; i < otherCount; i++) {
                add(other.exact[i]);
            }
            return;
        }
        LogLinearBuckets all = buckets == null ? spill() : buckets;
        all.merge(other.buckets);
        count += other.count;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    public long count() {
        return count;
    }

    /**
     * The value below which the given share of the observations lies; NaN without observations.
     *
     * @throws IllegalArgumentException if the share is outside 0..1
     */
    public double quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a quantile's share must be in 0..1, but was " + share);
        }
        if (count == 0) {
            return Double.NaN;
        }
        double rank = share * (count - 1);
        long lower = (long) rank;
        double low = orderStatistic(lower);
        double fraction = rank - lower;
        return fraction == 0 ? low : low + fraction * (orderStatistic(lower + 1) - low);
    }

    private double orderStatistic(long rank) {
        if (rank == 0) {
            return min;
        }
        if (rank >= count - 1) {
            return max;
        }
        return buckets == null ? sortedExact()[(int) rank] : Math.clamp(buckets.valueAt(rank), min, max);
    }

    private double[] sortedExact() {
        if (!exactIsSorted) {
            Arrays.sort(exact, 0, (int) count);
            exactIsSorted = true;
        }
        return exact;
    }

    private void addExact(double value) {
        if (count == exact.length) {
            exact = Arrays.copyOf(exact, exact.length * 2);
        }
        exact[(int) count] = value;
        exactIsSorted = false;
    }

    private LogLinearBuckets spill() {
        LogLinearBuckets all = new LogLinearBuckets();
        for (int i = 0; i < count; i++) {
            all.add(exact[i]);
        }
        exact = new double[0];
        buckets = all;
        return all;
    }
}
