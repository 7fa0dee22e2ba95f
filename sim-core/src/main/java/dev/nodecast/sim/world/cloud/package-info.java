/**
 * The simulated EC2: instances, CreateFleet, the spot market's interruptions, fleets that exist by plan, and the bill.
 * Open {@link dev.nodecast.sim.world.cloud.SimulatedEc2} first.
 */
@NullMarked
package dev.nodecast.sim.world.cloud;

import org.jspecify.annotations.NullMarked;
