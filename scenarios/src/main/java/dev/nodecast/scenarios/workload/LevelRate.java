package dev.nodecast.scenarios.workload;

import dev.nodecast.sim.random.RandomStream;

/**
 * A slowly varying random factor with mean 1: the exponential of a stationary Ornstein-Uhlenbeck process, sampled at
 * regular steps. It is what makes demand burstier than Poisson even after the hour of day is taken out.
 *
 * <p>A Poisson process whose hourly mean m is multiplied by a factor of variance v that hardly changes within an hour
 * has an hourly index of dispersion of 1 + m·v, and v = e^(sigma²) - 1 here (Cox and Lewis 1966, doubly stochastic
 * Poisson).
 */
public final class LevelRate implements RateCursor {

    private final RandomStream stream;
    private final double sigma;
    private final double memory;
    private final long stepNs;
    private double deviation;
    private long nextChangeNs;

    /**
     * @param stream where the randomness comes from
     * @param sigma standard deviation of the logarithm, 0 or more
     * @param correlationNs time after which the correlation has fallen to 1/e
     */
    public LevelRate(RandomStream stream, double sigma, long correlationNs) {
        if (!(sigma >= 0 && sigma < 5) || correlationNs < 60) {
            throw new IllegalArgumentException("found sigma " + sigma + " and correlation time " + correlationNs
                    + " ns; expected 0 to 5 and a positive time");
        }
        this.stream = stream;
        this.sigma = sigma;
        this.stepNs = correlationNs / 20;
        this.memory = StrictMath.exp(-(double) stepNs / correlationNs);
        this.deviation = stream.normal();
        this.nextChangeNs = stepNs;
    }

    /**
     * The sigma that gives arrivals of {@code perHour} an hourly index of dispersion of about {@code dispersion}, the
     * daily profile left aside.
     */
    public static double sigmaFor(double dispersion, double perHour) {
        if (!(dispersion >= 1) || !(perHour > 0)) {
            throw new IllegalArgumentException("found an index of dispersion of " + dispersion + " at " + perHour
                    + " per hour; expected 1 or more, and a positive rate");
        }
        return Math.sqrt(StrictMath.log1p((dispersion - 1) / perHour));
    }

    @Override
    public double perSecond() {
        return StrictMath.exp(sigma * deviation - sigma * sigma / 2);
    }

    @Override
    public long nextChangeNs() {
        return nextChangeNs;
    }

    @Override
    public void advance() {
        deviation = memory * deviation + Math.sqrt(1 - memory * memory) * stream.normal();
        nextChangeNs += stepNs;
    }
}
