/**
 * kube-scheduler: its queues with back-off, its filters and its scores. Open
 * {@link dev.nodecast.sim.world.scheduling.KubeScheduler} first.
 */
@NullMarked
package dev.nodecast.sim.world.scheduling;

import org.jspecify.annotations.NullMarked;
