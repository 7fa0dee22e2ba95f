package dev.nodecast.sim.random;

/**
 * {@code median · e^(sigma·Z)} with Z standard normal. The median and sigma are what people can estimate from a sample; the
 * mean is larger than the median: {@code median · e^(sigma²/2)}.
 */
public record Lognormal(double median, double sigma) implements Distribution {

    public Lognormal {
        Parameters.requirePositive("median of a lognormal distribution", median);
        Parameters.requireNotNegative("sigma of a lognormal distribution", sigma);
    }

    @Override
    public double sample(RandomStream stream) {
        return stream.lognormal(median, sigma);
    }

    @Override
    public double mean() {
        return median * StrictMath.exp(sigma * sigma / 2);
    }
}
