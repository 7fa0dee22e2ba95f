package dev.nodecast.scenarios.journal;

/**
 * How long a pod waited for a node.
 *
 * @param boundNs when it got one
 * @param seconds from when it was first seen without
 */
public record PodWait(long boundNs, double seconds) {}
