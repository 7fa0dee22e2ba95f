/**
 * How many pods there should be: HorizontalPodAutoscalers and KEDA ScaledObjects, decided as their controllers decide,
 * and the loop that syncs them on the run's clock.
 */
@NullMarked
package dev.nodecast.scheduler.autoscaling;

import org.jspecify.annotations.NullMarked;
