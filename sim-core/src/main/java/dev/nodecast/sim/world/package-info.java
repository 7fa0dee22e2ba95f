/**
 * The simulated world: the actors of a real cluster and cloud around the control loops, in virtual time. Open
 * {@link dev.nodecast.sim.world.SimulatedWorld} first. It owns no decision of the autoscaler.
 */
@NullMarked
package dev.nodecast.sim.world;

import org.jspecify.annotations.NullMarked;
