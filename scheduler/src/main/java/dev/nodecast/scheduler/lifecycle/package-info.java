/**
 * The life of a node from its claim to its end: launch, registration, initialisation, expiry, draining, termination and
 * the collection of what was left behind. Rules: Karpenter, {@code pkg/controllers/nodeclaim} and {@code node/termination}.
 */
@NullMarked
package dev.nodecast.scheduler.lifecycle;

import org.jspecify.annotations.NullMarked;
