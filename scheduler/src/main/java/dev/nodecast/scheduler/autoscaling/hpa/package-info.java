/**
 * The HorizontalPodAutoscaler's decision as kube-controller-manager makes it: one call per sync from (spec, state,
 * observation) to desired replicas, conditions and events. Start reading at {@link HpaController}.
 */
@NullMarked
package dev.nodecast.scheduler.autoscaling.hpa;

import org.jspecify.annotations.NullMarked;
