package dev.nodecast.scheduler.billing;

/** Who ended an instance: it decides whether a spot instance's first hour is charged. */
public enum EndedBy {
    /** Terminated by us: consolidation, expiry, drift, a deleted claim, or after draining on our own initiative. */
    USER,
    /** Reclaimed by EC2. */
    EC2_INTERRUPTION
}
