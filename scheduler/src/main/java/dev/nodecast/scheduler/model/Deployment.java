package dev.nodecast.scheduler.model;

/**
 * A Deployment.
 *
 * @param replicas as stated; 1 where nothing is
 */
public record Deployment(ObjectMeta meta, int replicas, LabelSelector selector, PodTemplate template) {}
