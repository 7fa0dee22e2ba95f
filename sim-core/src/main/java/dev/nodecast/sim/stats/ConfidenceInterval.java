package dev.nodecast.sim.stats;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean and the interval that covers the true mean with the stated confidence, if the values it was computed from are
 * independent and roughly normal: mean ± t · s/√n with Student's t of n-1 degrees of freedom.
 *
 * @param confidence such as 0.95
 * @param count the number of values; with fewer than two the interval is unbounded
 */
public record ConfidenceInterval(double mean, double low, double high, double confidence, long count) {

    /** The interval around the mean of independent values. */
    public static ConfidenceInterval of(Tally values, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "a confidence must lie between 0 and 1, such as 0.95, but was " + confidence);
        }
        double mean = values.mean();
        double halfWidth = halfWidth(values, confidence);
        return new ConfidenceInterval(mean, mean - halfWidth, mean + halfWidth, confidence, values.count());
    }

    /** The 95 % interval around the mean of independent values. */
    public static ConfidenceInterval of(double... values) {
        return of(Tally.of(values), 0.95);
    }

    private static double halfWidth(Tally values, double confidence) {
        if (values.count() < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double t = new TDistribution(null, values.count() - 1).inverseCumulativeProbability((1 + confidence) / 2);
        return t * values.standardError();
    }

    public double halfWidth() {
        return (high - low) / 2;
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** For an interval around a difference: whether the difference is real, that is, 0 lies outside. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
