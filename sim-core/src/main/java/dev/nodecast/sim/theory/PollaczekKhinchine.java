package dev.nodecast.sim.theory;

/**
 * The M/G/1 queue in steady state: Poisson arrivals, any service time, one server (F. Pollaczek, 1930; A. Khinchine, 1932).
 *
 * @param arrivalRate λ, arrivals per unit of time
 * @param serviceMean E[S]
 * @param serviceVariance Var[S]
 */
public record PollaczekKhinchine(double arrivalRate, double serviceMean, double serviceVariance) {

    public PollaczekKhinchine {
        if (!(arrivalRate > 0) || !(serviceMean > 0) || !(serviceVariance >= 0)) {
            throw new IllegalArgumentException(
                    "an M/G/1 queue needs a positive arrival rate and service mean and a variance"
                            + " that is not negative, but got " + arrivalRate + ", " + serviceMean + " and "
                            + serviceVariance);
        }
        if (!(arrivalRate * serviceMean < 1)) {
            throw new IllegalArgumentException("an M/G/1 queue with utilization " + arrivalRate * serviceMean
                    + " grows without end: arrival rate times mean service time must be below 1");
        }
    }

    /** ρ = λ E[S]. */
    public double utilization() {
        return arrivalRate * serviceMean;
    }

    /** The mean time in the queue: λ E[S²] / 2(1-ρ). */
    public double meanWait() {
        double secondMoment = serviceVariance + serviceMean * serviceMean;
        return arrivalRate * secondMoment / (2 * (1 - utilization()));
    }

    /** The mean number in the queue (Little). */
    public double meanQueueLength() {
        return arrivalRate * meanWait();
    }
}
