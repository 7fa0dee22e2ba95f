/**
 * Jobs, their queues and the workers that take them, in primitive arrays: a job costs two events wherever it runs. Open
 * {@link dev.nodecast.sim.world.jobs.Workers} first.
 */
@NullMarked
package dev.nodecast.sim.world.jobs;

import org.jspecify.annotations.NullMarked;
