/**
 * What is done when the cloud takes a machine back. Rules: Karpenter's AWS provider, {@code pkg/controllers/interruption}.
 */
@NullMarked
package dev.nodecast.scheduler.interruption;

import org.jspecify.annotations.NullMarked;
