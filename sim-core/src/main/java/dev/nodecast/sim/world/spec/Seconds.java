package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStream;

/** From the seconds that distributions are stated in to the nanoseconds of the clock. */
public final class Seconds {

    public static final long NS = 1_000_000_000L;

    private Seconds() {}

    /** A sample in nanoseconds, at least 0. */
    public static long sampleNs(Distribution seconds, RandomStream stream) {
        return toNs(seconds.sample(stream));
    }

    /** Whole nanoseconds, at least 0. */
    public static long toNs(double seconds) {
        return Math.max(0, Math.round(seconds * NS));
    }
}
