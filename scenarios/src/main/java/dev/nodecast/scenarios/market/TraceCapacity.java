package dev.nodecast.scenarios.market;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.sim.world.market.CapacityProcess;

/** A capacity trace replayed from some point of it on. */
public final class TraceCapacity implements CapacityProcess {

    private final CapacityTrace trace;
    private final AfterTrace afterwards;
    private int step;
    private long shiftNs;

    /**
     * @param trace what to replay
     * @param offsetNs which time of the trace is time 0
     * @param afterwards what happens at its end
     */
    public TraceCapacity(CapacityTrace trace, long offsetNs, AfterTrace afterwards) {
        if (offsetNs < 0 || offsetNs > trace.durationNs()) {
            throw new IllegalArgumentException("found an offset of " + offsetNs + " ns into a trace of "
                    + trace.durationNs() + " ns; expected one within the trace");
        }
        this.trace = trace;
        this.afterwards = afterwards;
        this.step = trace.stepAt(offsetNs);
        this.shiftNs = -offsetNs;
    }

    @Override
    public int capacity() {
        return trace.capacity(step);
    }

    @Override
    public long nextChangeNs() {
        if (step + 1 < trace.size()) {
            return trace.timeNs(step + 1) + shiftNs;
        }
        boolean repeats = afterwards == AfterTrace.REPEAT && trace.durationNs() > trace.timeNs(step);
        return repeats ? trace.durationNs() + shiftNs : Long.MAX_VALUE;
    }

    @Override
    public void advance() {
        if (nextChangeNs() == Long.MAX_VALUE) {
            throw new IllegalStateException("the capacity trace has ended");
        }
        step++;
        if (step == trace.size()) {
            step = 0;
            shiftNs += trace.durationNs();
        }
    }
}
