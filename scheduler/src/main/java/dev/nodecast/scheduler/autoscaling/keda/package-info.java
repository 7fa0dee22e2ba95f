/**
 * KEDA's ScaledObject: it alone takes a workload between zero (or idle) and its first replicas, and leaves the rest to
 * the HPA that it generates. Start reading at {@link ScaledObjectScaler}.
 */
@NullMarked
package dev.nodecast.scheduler.autoscaling.keda;

import org.jspecify.annotations.NullMarked;
