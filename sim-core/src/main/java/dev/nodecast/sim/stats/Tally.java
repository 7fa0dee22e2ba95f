package dev.nodecast.sim.stats;

/**
 * Count, mean, variance, least and greatest of a series of observations in constant memory (B. P. Welford, "Note on a
 * method for calculating corrected sums of squares and products", Technometrics 4, 1962; merging after Chan, Golub and
 * LeVeque, 1979).
 */
public final class Tally {

    private long count;
    private double mean;
    private double squaredDeviations;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** The tally of these values. */
    public static Tally of(double... values) {
        Tally tally = new Tally();
        for (double value : values) {
            tally.add(value);
        }
        return tally;
    }

    /**
     * Adds one observation.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public void add(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("an observation must be finite, but was " + value);
        }
        count++;
        double deviation = value - mean;
        mean += deviation / count;
        squaredDeviations += deviation * (value - mean);
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** Adds all observations of another tally; merge in a fixed order where results must be the same to the last bit. */
    public void merge(Tally other) {
        if (other.count == 0) {
            return;
        }
        long total = count + other.count;
        double deviation = other.mean - mean;
        squaredDeviations += other.squaredDeviations + deviation * deviation * ((double) count * other.count / total);
        mean += deviation * other.count / total;
        count = total;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    public long count() {
        return count;
    }

    /** The mean; NaN without observations. */
    public double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** The sum, up to rounding. */
    public double sum() {
        return mean * count;
    }

    /** The unbiased sample variance; NaN with fewer than two observations. */
    public double variance() {
        return count < 2 ? Double.NaN : squaredDeviations / (count - 1);
    }

    public double standardDeviation() {
        return Math.sqrt(variance());
    }

    /** The standard error of the mean, if the observations are independent. */
    public double standardError() {
        return Math.sqrt(variance() / count);
    }

    /** The least observation; NaN without observations. */
    public double min() {
        return count == 0 ? Double.NaN : min;
    }

    /** The greatest observation; NaN without observations. */
    public double max() {
        return count == 0 ? Double.NaN : max;
    }
}
