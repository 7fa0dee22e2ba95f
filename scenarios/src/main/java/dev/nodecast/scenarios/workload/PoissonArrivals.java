package dev.nodecast.scenarios.workload;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.workload.ArrivalProcess;

/**
 * A Poisson process whose rate follows a {@link RateCursor}; with a random cursor it is doubly stochastic. Each
 * arrival takes one number from the stream: a unit exponential is used up at the rate of the moment (time change,
 * Çinlar 1975), so two runs with different rates see the same underlying arrivals.
 */
public final class PoissonArrivals implements ArrivalProcess {

    private final RateCursor rate;
    private final RandomStream stream;
    private double nowNs;

    public PoissonArrivals(RateCursor rate, RandomStream stream) {
        this.rate = rate;
        this.stream = stream;
    }

    @Override
    public long nextArrivalNs() {
        double budget = stream.exponential(1);
        while (true) {
            double perNs = rate.perSecond() / 1e9;
            long untilNs = rate.nextChangeNs();
            double available = perNs * (untilNs - nowNs);
            if (perNs > 0 && (available >= budget || untilNs == Long.MAX_VALUE)) {
                nowNs += budget / perNs;
                return nowNs < Long.MAX_VALUE ? (long) nowNs : NEVER;
            }
            if (untilNs == Long.MAX_VALUE) {
                return NEVER;
            }
            budget -= Math.max(0, available);
            nowNs = untilNs;
            rate.advance();
        }
    }
}
