package dev.nodecast.scheduler.autoscaling.hpa;

/**
 * One pod's value of a metric.
 *
 * @param valueMilli the value in milli-units
 * @param timestampNs when the sample's window ended
 * @param windowNs length of the window it was averaged over
 */
public record PodMetricSample(long valueMilli, long timestampNs, long windowNs) {}
