/** Who may scale a workload where more than one object asks for it. */
@NullMarked
package dev.nodecast.scheduler.autoscaling.contention;

import org.jspecify.annotations.NullMarked;
