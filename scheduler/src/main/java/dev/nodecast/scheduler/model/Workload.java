package dev.nodecast.scheduler.model;

import org.jspecify.annotations.Nullable;

/**
 * A workload whose pods are made from a template, other than a Deployment or DaemonSet: a StatefulSet, ReplicaSet or Job.
 *
 * @param kind such as {@code StatefulSet}
 * @param pods how many it wants at once now
 * @param selector of its pods; null where the API server makes one up
 */
public record Workload(
        String kind, ObjectMeta meta, int pods, @Nullable LabelSelector selector, PodTemplate template) {}
