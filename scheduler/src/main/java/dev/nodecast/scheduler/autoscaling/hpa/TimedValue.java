package dev.nodecast.scheduler.autoscaling.hpa;

/**
 * A recommendation (replicas) or a scale event (number of pods added or removed) and its time.
 *
 * @param timeNs when it was recorded
 * @param value replicas, or absolute number of pods
 * @param outdated whether a scale event was once older than every policy's period, so that its place may be used again
 */
public record TimedValue(long timeNs, int value, boolean outdated) {

    /** One that still counts. */
    public TimedValue(long timeNs, int value) {
        this(timeNs, value, false);
    }
}
