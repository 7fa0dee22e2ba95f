/**
 * The live world's time and thread: one thread that hands observations and alarms to the control loop, one after the other, at
 * instants that a replay meets again.
 */
@NullMarked
package dev.nodecast.aws.loop;

import org.jspecify.annotations.NullMarked;
