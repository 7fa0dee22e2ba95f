package dev.nodecast.scheduler.model;

/** A PodTemplate object (v1): a template that belongs to no workload. */
public record StoredPodTemplate(ObjectMeta meta, PodTemplate template) {}
