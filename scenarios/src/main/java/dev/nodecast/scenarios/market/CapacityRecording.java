package dev.nodecast.scenarios.market;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.CapacityTraceBuilder;
import dev.nodecast.sim.world.market.CapacityProcess;

/** Writes down what a capacity process does, so that a generated market can be looked at, exported and replayed. */
public final class CapacityRecording {

    private CapacityRecording() {}

    /** The steps of a fresh {@code process} up to {@code durationNs}; the process is used up. */
    public static CapacityTrace of(CapacityProcess process, long durationNs) {
        CapacityTraceBuilder builder = new CapacityTraceBuilder().set(0, process.capacity());
        while (process.nextChangeNs() < durationNs) {
            long timeNs = process.nextChangeNs();
            process.advance();
            builder.set(timeNs, process.capacity());
        }
        return builder.build(durationNs);
    }
}
