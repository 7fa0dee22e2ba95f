/**
 * The jobs that arrive in a simulated world: sources, whether traces or generators, deliver them in order of arrival
 * through a pull interface that allocates nothing per job.
 */
@NullMarked
package dev.nodecast.sim.world.workload;

import org.jspecify.annotations.NullMarked;
