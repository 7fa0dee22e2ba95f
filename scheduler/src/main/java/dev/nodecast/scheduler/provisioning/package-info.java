/**
 * Which nodes to launch for pods that wait: Karpenter's scheduling algorithm over an overlay of the cluster.
 *
 * <p>Read {@link dev.nodecast.scheduler.provisioning.Solver} first, then {@link
 * dev.nodecast.scheduler.provisioning.Round}. The same call answers consolidation's what-if questions: what does not
 * change between calls (instance types, pools, pods of one template) is compiled once and kept by the solver.
 */
@NullMarked
package dev.nodecast.scheduler.provisioning;

import org.jspecify.annotations.NullMarked;
