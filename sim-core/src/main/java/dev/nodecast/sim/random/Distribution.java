package dev.nodecast.sim.random;

import java.util.List;

/**
 * The distribution of a non-trivial quantity of the model, such as a service or boot time. Units are the caller's: a
 * distribution in seconds gives samples in seconds. All are immutable and check their parameters when made.
 */
public sealed interface Distribution
        permits Constant,
                Uniform,
                Exponential,
                Lognormal,
                Weibull,
                Gamma,
                Triangular,
                Empirical,
                TwoPoint,
                Mixture,
                Shifted,
                Truncated {

    /** One value, taken from the stream. */
    double sample(RandomStream stream);

    /** The expected value. */
    double mean();

    /** Always the same value. */
    static Distribution constant(double value) {
        return new Constant(value);
    }

    /** Equally likely everywhere in [low, high). */
    static Distribution uniform(double low, double high) {
        return new Uniform(low, high);
    }

    /** Memoryless, with the given mean. */
    static Distribution exponential(double mean) {
        return new Exponential(mean);
    }

    /** {@code median · e^(sigma·Z)} with Z standard normal. */
    static Distribution lognormal(double median, double sigma) {
        return new Lognormal(median, sigma);
    }

    /** P(X &gt; x) = e^-(x/scale)^shape. */
    static Distribution weibull(double shape, double scale) {
        return new Weibull(shape, scale);
    }

    /** Density proportional to x^(shape-1) e^(-x/scale); the mean is shape · scale. */
    static Distribution gamma(double shape, double scale) {
        return new Gamma(shape, scale);
    }

    /** Rises from low to mode and falls to high in straight lines. */
    static Distribution triangular(double low, double mode, double high) {
        return new Triangular(low, mode, high);
    }

    /** Equally spaced quantiles, the first the minimum and the last the maximum, joined by straight lines. */
    static Distribution empirical(double... quantiles) {
        return new Empirical(quantiles);
    }

    /** The first value with the given probability, otherwise the second. */
    static Distribution twoPoint(double firstProbability, double first, double second) {
        return new TwoPoint(firstProbability, first, second);
    }

    /** One of two distributions, the first with the given probability; with two lognormals, the spot-lifetime models. */
    static Distribution mixture(double firstProbability, Distribution first, Distribution second) {
        return new Mixture(List.of(firstProbability, 1 - firstProbability), List.of(first, second));
    }

    /** This plus a constant. */
    default Distribution plus(double offset) {
        return new Shifted(this, offset);
    }

    /** This given that it lies in [low, high]: samples outside are drawn again. */
    default Distribution truncatedTo(double low, double high) {
        return new Truncated(this, low, high);
    }
}
