package dev.nodecast.sim.theory;

/**
 * The M/M/c queue in steady state: Poisson arrivals, exponential service, c servers, first come, first served (A. K. Erlang,
 * 1917; formulas as in Gross, Shortle, Thompson and Harris, "Fundamentals of Queueing Theory", chapter 3.3).
 *
 * @param servers c
 * @param arrivalRate λ, arrivals per unit of time
 * @param serviceRate μ, services one server completes per unit of time
 */
public record ErlangC(int servers, double arrivalRate, double serviceRate) {

    public ErlangC {
        if (servers < 1 || !(arrivalRate > 0) || !(serviceRate > 0)) {
            throw new IllegalArgumentException("an M/M/c queue needs at least 1 server and positive rates, but got "
                    + servers + " servers, arrival rate " + arrivalRate + ", service rate " + serviceRate);
        }
        if (!(arrivalRate < servers * serviceRate)) {
            throw new IllegalArgumentException("an M/M/c queue of " + servers + " servers with arrival rate "
                    + arrivalRate + " and service rate " + serviceRate
                    + " grows without end: the arrival rate must be below " + servers * serviceRate);
        }
    }

    /** a = λ/μ, the mean number of busy servers, in erlang. */
    public double offeredLoad() {
        return arrivalRate / serviceRate;
    }

    /** ρ = λ/(cμ), the share of time a server is busy. */
    public double utilization() {
        return offeredLoad() / servers;
    }

    /** P(W &gt; 0): the Erlang C formula, by the stable recursion of Erlang B. */
    public double waitProbability() {
        double blocked = erlangB(servers, offeredLoad());
        return blocked / (1 - utilization() * (1 - blocked));
    }

    /** E[W], the mean time in the queue over all arrivals. */
    public double meanWait() {
        return waitProbability() / drainRate();
    }

    /** The mean time in the system. */
    public double meanResponse() {
        return meanWait() + 1 / serviceRate;
    }

    /** E[Q], the mean number in the queue (Little). */
    public double meanQueueLength() {
        return arrivalRate * meanWait();
    }

    /** P(W &gt; t) = C e^-(cμ-λ)t. */
    public double waitExceeds(double time) {
        return waitProbability() * StrictMath.exp(-drainRate() * time);
    }

    /**
     * The wait that the given share of arrivals does not exceed: 0 where that share need not wait at all.
     *
     * @throws IllegalArgumentException if the share is not in [0, 1)
     */
    public double waitQuantile(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a quantile's share must be in [0, 1), but was " + share);
        }
        return Math.max(0, StrictMath.log(waitProbability() / (1 - share)) / drainRate());
    }

    private double drainRate() {
        return servers * serviceRate - arrivalRate;
    }

    private static double erlangB(int servers, double load) {
        double blocked = 1;
        for (int n = 1; n <= servers; n++) {
            blocked = load * blocked / (n + load * blocked);
        }
        return blocked;
    }
}
