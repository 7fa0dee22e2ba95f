package dev.nodecast.scenarios.market;

import dev.nodecast.scenarios.trace.PriceTrace;
import dev.nodecast.sim.world.market.PriceProcess;

/** A price trace replayed from some point of it on; its last price holds for ever. */
public final class TracePrice implements PriceProcess {

    private final PriceTrace trace;
    private final long offsetNs;
    private int step;

    /**
     * @param trace what to replay
     * @param offsetNs which time of the trace is time 0
     */
    public TracePrice(PriceTrace trace, long offsetNs) {
        this.trace = trace;
        this.offsetNs = offsetNs;
        while (step + 1 < trace.size() && trace.timeNs(step + 1) <= offsetNs) {
            step++;
        }
    }

    @Override
    public long priceMicroUsdPerHour() {
        return trace.microUsdPerHour(step);
    }

    @Override
    public long nextChangeNs() {
        return step + 1 < trace.size() ? trace.timeNs(step + 1) - offsetNs : Long.MAX_VALUE;
    }

    @Override
    public void advance() {
        if (step + 1 >= trace.size()) {
            throw new IllegalStateException("the price trace has ended");
        }
        step++;
    }
}
