package dev.nodecast.scenarios.trace;

/** What a trace file turned out to hold. */
public sealed interface Trace
        permits CapacityTraceSet,
                LifetimeTrace,
                PriceHistory,
                SpotAdvisor,
                JobTrace,
                NodeInventory,
                RequestTrace,
                ClientTrace,
                SeriesSet {

    /** What kind of trace it is, for messages: "spot capacity", "jobs", … */
    String kind();
}
