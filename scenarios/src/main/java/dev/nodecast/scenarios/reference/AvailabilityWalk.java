package dev.nodecast.scenarios.reference;

import dev.nodecast.scenarios.trace.CapacityTrace;

/** Walks along a trace from one change of availability to the next. */
final class AvailabilityWalk {

    private final CapacityTrace trace;
    private int step;

    AvailabilityWalk(CapacityTrace trace, long startNs) {
        this.trace = trace;
        this.step = trace.stepAt(startNs);
    }

    boolean available() {
        return trace.capacity(step) > 0;
    }

    /** When availability next changes; {@link Long#MAX_VALUE} if it never does. */
    long untilNs() {
        int next = nextChange();
        return next < trace.size() ? trace.timeNs(next) : Long.MAX_VALUE;
    }

    void advance() {
        step = nextChange();
    }

    private int nextChange() {
        int next = step + 1;
        while (next < trace.size() && trace.capacity(next) > 0 == available()) {
            next++;
        }
        return next;
    }
}
