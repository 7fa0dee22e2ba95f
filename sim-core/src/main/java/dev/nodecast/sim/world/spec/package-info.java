/**
 * What a simulated world is made of, as immutable records: the cluster's objects, the cloud, the workload and what is to
 * be measured. {@link dev.nodecast.sim.world.spec.WorldSpec} holds all of it. Distributions of times are in seconds;
 * everything else named {@code …Ns} is in nanoseconds.
 */
@NullMarked
package dev.nodecast.sim.world.spec;

import org.jspecify.annotations.NullMarked;
