package dev.nodecast.scheduler.model.autoscaling;

/** Which of several scaling policies holds: the one with the largest change, the smallest, or none at all. */
public enum SelectPolicy {
    MAX,
    MIN,
    DISABLED
}
