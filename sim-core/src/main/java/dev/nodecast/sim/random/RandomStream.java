package dev.nodecast.sim.random;

import java.util.List;

/**
 * One reproducible sequence of random numbers. Everything is computed from {@link #nextLong} with exactly specified
 * arithmetic ({@link StrictMath}), so the same stream gives the same values on every JVM.
 *
 * <p>How many numbers a variate takes from the stream does not depend on a mean, median or standard deviation (Poisson
 * counts excepted), so two configurations that differ in those stay in step when they are compared on common random
 * numbers (Law &amp; Kelton, "Simulation Modeling and Analysis", chapter 11.2). Uniform, normal and lognormal variates
 * take exactly one and are increasing in it (inversion).
 */
public interface RandomStream {

    /** 64 uniformly random bits. */
    long nextLong();

    /** Uniform on [0, 1), a multiple of 2^-53. */
    default double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform on (0, 1), never an end point: safe for logarithms and inverse distribution functions. */
    default double nextDoubleOpen() {
        return ((nextLong() >>> 12) + 0.5) * 0x1.0p-52;
    }

    /**
     * Uniform on 0 … bound-1 without bias (multiply and reject; D. Lemire, "Fast random integer generation in an
     * interval", 2019).
     *
     * @throws IllegalArgumentException if the bound is not positive
     */
    default int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("the bound of a random integer must be positive, but was " + bound);
        }
        long product = (nextLong() >>> 32) * bound;
        if ((product & 0xFFFF_FFFFL) < bound) {
            long biasedBelow = (1L << 32) % bound;
            while ((product & 0xFFFF_FFFFL) < biasedBelow) {
                product = (nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** True with the given probability. */
    default boolean bernoulli(double probability) {
        return nextDouble() < probability;
    }

    /** Exponential with the given mean. 1 in 100 takes more than one number from the stream. */
    default double exponential(double mean) {
        return mean * ExponentialZiggurat.sample(this);
    }

    /** Standard normal: mean 0, standard deviation 1. */
    default double normal() {
        return NormalQuantile.of(nextDoubleOpen());
    }

    /** Normal with the given mean and standard deviation. */
    default double normal(double mean, double standardDeviation) {
        return mean + standardDeviation * normal();
    }

    /** Lognormal: {@code median · e^(sigma·Z)} with Z standard normal. */
    default double lognormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * normal());
    }

    /**
     * A Poisson count.
     *
     * @throws IllegalArgumentException if the mean is negative, not finite or above 10^9
     */
    default long poisson(double mean) {
        return PoissonSampler.sample(this, mean);
    }

    /**
     * One of the items, each as likely.
     *
     * @throws IllegalArgumentException if there is none
     */
    default <T> T choose(List<T> items) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("cannot choose from an empty list");
        }
        return items.get(nextInt(items.size()));
    }
}
