/**
 * The specifications of the workload autoscalers as users write them: HorizontalPodAutoscaler (autoscaling/v2) and
 * KEDA's ScaledObject (keda.sh/v1alpha1). Plain records without decisions; quantities are milli-units.
 */
@NullMarked
package dev.nodecast.scheduler.model.autoscaling;

import org.jspecify.annotations.NullMarked;
