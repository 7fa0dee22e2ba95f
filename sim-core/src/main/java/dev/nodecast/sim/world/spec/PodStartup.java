package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.random.Distribution;

/**
 * How the pods of one workload start and stop, after their images are there.
 *
 * @param containerStartS seconds from the image to a running container
 * @param modelBytes what the application loads before it can work; 0 for nothing
 * @param modelBytesPerSecond rate of that load, drawn once per pod
 * @param readinessS seconds from the loaded application to a successful readiness probe
 * @param exitS seconds from SIGTERM to the exit of an application that has nothing to finish
 */
public record PodStartup(
        Distribution containerStartS,
        long modelBytes,
        Distribution modelBytesPerSecond,
        Distribution readinessS,
        Distribution exitS) {

    /** A small application: one second to start, one to be probed, one to exit. */
    public static final PodStartup DEFAULT = new PodStartup(
            Distribution.constant(1), 0, Distribution.constant(1), Distribution.constant(1), Distribution.constant(1));

    /** Takes no time at all. */
    public static final PodStartup INSTANT = new PodStartup(
            Distribution.constant(0), 0, Distribution.constant(1), Distribution.constant(0), Distribution.constant(0));
}
