package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.random.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * How the pods of one workload start and stop, after their images are there.
 *
 * @param containerStartS seconds from the image to a running container
 * @param modelBytes what the application loads before it can work; 0 for nothing
 * @param modelBytesPerSecond rate of that load, drawn once per pod
 * @param readinessS seconds from the loaded application to a successful readiness probe
 * @param exitS seconds from SIGTERM to the exit of an application that has nothing to finish
 * @param health what makes a kubelet restart the container
 */
public record PodStartup(
        Distribution containerStartS,
        long modelBytes,
        Distribution modelBytesPerSecond,
        Distribution readinessS,
        Distribution exitS,
        Health health) {

    /**
     * What makes a kubelet restart a container.
     *
     * @param crashS seconds of work until it crashes, for lack of memory for one; null for never
     * @param probes whether the manifest's probes are run: then readiness comes from them and not from {@code readinessS},
     *     and a container that has not loaded its model when its startup or liveness probe gives up is restarted
     */
    public record Health(@Nullable Distribution crashS, boolean probes) {
        public static final Health GOOD = new Health(null, false);
    }

    /** A container that does not crash, and whose probes take a time of their own. */
    public PodStartup(
            Distribution containerStartS,
            long modelBytes,
            Distribution modelBytesPerSecond,
            Distribution readinessS,
            Distribution exitS) {
        this(containerStartS, modelBytes, modelBytesPerSecond, readinessS, exitS, Health.GOOD);
    }

    /** A small application: one second to start, one to be probed, one to exit. */
    public static final PodStartup DEFAULT = new PodStartup(
            Distribution.constant(1), 0, Distribution.constant(1), Distribution.constant(1), Distribution.constant(1));

    /** Takes no time at all. */
    public static final PodStartup INSTANT = new PodStartup(
            Distribution.constant(0), 0, Distribution.constant(1), Distribution.constant(0), Distribution.constant(0));
}
