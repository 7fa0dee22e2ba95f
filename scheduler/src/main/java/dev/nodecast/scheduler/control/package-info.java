/**
 * The control loops as one: {@link dev.nodecast.scheduler.control.ControlLoop} takes observations, keeps the state, and
 * wakes what has to act. The same object runs in the simulator and against a live cluster.
 */
@NullMarked
package dev.nodecast.scheduler.control;

import org.jspecify.annotations.NullMarked;
