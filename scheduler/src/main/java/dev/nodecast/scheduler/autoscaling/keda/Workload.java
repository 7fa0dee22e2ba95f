package dev.nodecast.scheduler.autoscaling.keda;

/**
 * The scaled workload at a moment.
 *
 * @param replicas {@code spec.replicas} of its scale
 * @param readyPods running and ready pods; matters only for a fallback of a Value metric
 */
public record Workload(int replicas, int readyPods) {}
