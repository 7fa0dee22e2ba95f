/**
 * Which pods may be moved, and what moving them costs: disruption budgets of pods, the wish not to be disrupted, and the
 * cost of an eviction. Rules: Karpenter, {@code pkg/utils/pod}, {@code utils/pdb} and {@code utils/disruption}.
 */
@NullMarked
package dev.nodecast.scheduler.eviction;

import org.jspecify.annotations.NullMarked;
