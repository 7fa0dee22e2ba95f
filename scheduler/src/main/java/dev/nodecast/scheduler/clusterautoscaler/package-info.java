/**
 * Kubernetes' Cluster Autoscaler as a baseline to compare with: node groups of one shape, a scan every ten seconds, an
 * expander, and nodes that go after ten unneeded minutes. It drives the same ports as Karpenter's loops. Rules and
 * defaults: kubernetes/autoscaler, cluster-autoscaler 1.37. Start reading at {@link ClusterAutoscaler}.
 */
@NullMarked
package dev.nodecast.scheduler.clusterautoscaler;

import org.jspecify.annotations.NullMarked;
