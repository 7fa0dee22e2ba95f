package dev.nodecast.scenarios.hpa;

/** What holes in a metric series mean to the autoscaler that sees it. */
public enum GapRule {
    /** The series is refused. */
    REFUSE,
    /** The metric is missing there, as during an outage of its source. */
    MISSING,
    /** The value before the hole holds. */
    HOLD
}
