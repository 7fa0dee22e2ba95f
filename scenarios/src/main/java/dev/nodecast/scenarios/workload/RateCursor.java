package dev.nodecast.scenarios.workload;

/**
 * A rate that changes in steps, walked forwards; a fresh cursor stands at time 0. Implementations differ in where the
 * steps come from: the hour of day, a random level, bursts, or a measurement.
 */
public interface RateCursor {

    /** Events per second during the present step, 0 or more. */
    double perSecond();

    /** When the next step begins, in nanoseconds since the scenario's start; {@link Long#MAX_VALUE} if never. */
    long nextChangeNs();

    /** Moves to the next step. */
    void advance();

    /** The same rate for ever. */
    static RateCursor constant(double perSecond) {
        return new ConstantRate(perSecond);
    }

    /** This rate times that one; one of them is usually a factor with mean 1. */
    default RateCursor times(RateCursor factor) {
        return new RateProduct(this, factor);
    }
}
