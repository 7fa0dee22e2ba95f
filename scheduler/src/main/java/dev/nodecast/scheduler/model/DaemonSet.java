package dev.nodecast.scheduler.model;

/** A DaemonSet: one pod on every node whose taints and labels the template accepts. */
public record DaemonSet(ObjectMeta meta, PodTemplate template) {}
