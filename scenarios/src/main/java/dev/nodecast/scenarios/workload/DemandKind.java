package dev.nodecast.scenarios.workload;

/** What the values of your own measurement mean. */
public enum DemandKind {
    /** Requests or jobs per second. */
    PER_SECOND,
    /** How many jobs arrived from this sample to the next. */
    ARRIVALS,
    /** How many jobs were waiting. */
    QUEUE_LENGTH
}
