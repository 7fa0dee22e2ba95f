package dev.nodecast.scheduler.model;

/** What the pods of a workload are made like. */
public record PodTemplate(Labels labels, Labels annotations, PodSpec spec) {}
