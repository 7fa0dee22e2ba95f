package dev.nodecast.scheduler.autoscaling.hpa;

/**
 * A recommendation (replicas) or a scale event (number of pods added or removed) and its time.
 *
 * @param timeNs when it was recorded
 * @param value replicas, or absolute number of pods
 */
public record TimedValue(long timeNs, int value) {}
