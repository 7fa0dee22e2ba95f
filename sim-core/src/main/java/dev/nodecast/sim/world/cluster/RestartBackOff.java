package dev.nodecast.sim.world.cluster;

import dev.nodecast.sim.world.spec.Seconds;

/**
 * How long a kubelet waits before it restarts a container (CrashLoopBackOff): not at all the first time, then 10 s after it
 * ended, doubled each time up to five minutes, and from the beginning again when the last restart was ten minutes ago
 * (kubelet's {@code backOffPeriod} and {@code MaxContainerBackOff}; client-go's {@code flowcontrol.Backoff}).
 */
final class RestartBackOff {

    private static final long FIRST_NS = 10 * Seconds.NS;
    private static final long LONGEST_NS = 300 * Seconds.NS;

    private long nextNs;
    private long restartedNs;

    /** How long the container that ends now stays down. */
    long afterEnd(long nowNs) {
        boolean calm = nextNs == 0 || nowNs - restartedNs > 2 * LONGEST_NS;
        long waitNs = calm ? 0 : nextNs;
        nextNs = calm ? FIRST_NS : Math.min(2 * nextNs, LONGEST_NS);
        restartedNs = nowNs + waitNs;
        return waitNs;
    }
}
