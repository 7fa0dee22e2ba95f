/**
 * Which nodes go although nobody forces them to: empty, drifted or underutilised ones, within the budgets of their
 * pools. Rules: Karpenter, {@code pkg/controllers/disruption}.
 */
@NullMarked
package dev.nodecast.scheduler.disruption;

import org.jspecify.annotations.NullMarked;
