/**
 * The vocabulary of both worlds: Kubernetes and Karpenter objects as immutable values.
 *
 * <p>Times are nanoseconds on the run's clock, amounts of resources are whole units of {@link
 * dev.nodecast.scheduler.model.Resources}, prices are micro-USD per hour. Nothing here decides anything.
 */
@NullMarked
package dev.nodecast.scheduler.model;

import org.jspecify.annotations.NullMarked;
