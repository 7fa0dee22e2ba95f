/**
 * The only ways between the control loops and a world: clock and timers, the cluster, the cloud provider, metrics and
 * the journal. The simulator and the live controller each implement them and add no decision of their own.
 *
 * <p>Commands return at once; what became of them comes back as an {@link dev.nodecast.scheduler.port.Observation}. All
 * calls in both directions are made on the loop's one logical thread, and a world never delivers an observation from
 * within a command.
 */
@NullMarked
package dev.nodecast.scheduler.port;

import org.jspecify.annotations.NullMarked;
