package dev.nodecast.sim.random;

/**
 * Poisson counts: Knuth's product of uniforms ("The Art of Computer Programming", volume 2, 3.4.1) for small means;
 * larger means are split first with the gamma reduction of Ahrens and Dieter ("Computer methods for sampling from gamma,
 * beta, Poisson and binomial distributions", 1974), so that the work grows with the logarithm of the mean.
 */
final class PoissonSampler {

    private static final double MEAN_MAX = 1e9;
    private static final double DIRECT_MEAN_MAX = 16;

    private PoissonSampler() {}

    static long sample(RandomStream stream, double mean) {
        if (!(mean >= 0 && mean <= MEAN_MAX)) {
            throw new IllegalArgumentException("the mean of a Poisson count must be in 0..1e9, but was " + mean);
        }
        double rest = mean;
        long count = 0;
        while (rest > DIRECT_MEAN_MAX) {
            // The time of the m-th arrival of a unit-rate process is gamma(m): either all m lie within the rest, ...
            long arrivals = (long) (rest * 7 / 8);
            double arrivalTime = GammaSampler.standard(stream, (double) arrivals);
            if (arrivalTime > rest) {
                // ... or the m-1 before it are uniform on its interval, and those within the rest are binomial.
                return count + binomial(stream, arrivals - 1, rest / arrivalTime);
            }
            count += arrivals;
            rest -= arrivalTime;
        }
        return count + direct(stream, rest);
    }

    private static long direct(RandomStream stream, double mean) {
        double limit = StrictMath.exp(-mean);
        double product = stream.nextDoubleOpen();
        long count = 0;
        while (product > limit) {
            product *= stream.nextDoubleOpen();
            count++;
        }
        return count;
    }

    /** Binomial by splitting at a beta-distributed order statistic (Ahrens and Dieter) down to a direct count. */
    private static long binomial(RandomStream stream, long trials, double probability) {
        long remaining = trials;
        double p = probability;
        long count = 0;
        while (remaining > DIRECT_MEAN_MAX) {
            long lower = 1 + remaining / 2;
            double gammaLower = GammaSampler.standard(stream, (double) lower);
            double gammaUpper = GammaSampler.standard(stream, (double) (remaining + 1 - lower));
            double middle = gammaLower / (gammaLower + gammaUpper);
            if (middle >= p) {
                remaining = lower - 1;
                p /= middle;
            } else {
                count += lower;
                remaining -= lower;
                p = (p - middle) / (1 - middle);
            }
        }
        for (long trial = 0; trial < remaining; trial++) {
            count += stream.bernoulli(p) ? 1 : 0;
        }
        return count;
    }
}
