/** Rules about HorizontalPodAutoscalers and KEDA. */
@NullMarked
package dev.nodecast.scheduler.review.autoscaling;

import org.jspecify.annotations.NullMarked;
