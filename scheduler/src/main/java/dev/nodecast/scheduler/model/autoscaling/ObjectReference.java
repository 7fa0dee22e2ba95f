package dev.nodecast.scheduler.model.autoscaling;

/**
 * A reference to an object in the same namespace (Kubernetes: CrossVersionObjectReference), such as the workload that
 * an autoscaler scales.
 *
 * @param apiVersion for example {@code apps/v1}; may be empty
 * @param kind for example {@code Deployment}
 * @param name the object's name
 */
public record ObjectReference(String apiVersion, String kind, String name) {}
