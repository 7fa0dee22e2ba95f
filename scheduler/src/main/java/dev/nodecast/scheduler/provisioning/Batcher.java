package dev.nodecast.scheduler.provisioning;

/**
 * When a batch of pending pods is planned: once none has come for the idle time, at most the longest time after the
 * first. Karpenter's {@code BATCH_IDLE_DURATION} and {@code BATCH_MAX_DURATION}.
 */
public final class Batcher {

    private static final long CLOSED = Long.MIN_VALUE;

    private final long idleNs;
    private final long maxNs;
    private long openedNs = CLOSED;

    public Batcher(long idleNs, long maxNs) {
        this.idleNs = idleNs;
        this.maxNs = maxNs;
    }

    /** Opens the window or prolongs it, and says when it is to be closed. */
    public long trigger(long nowNs) {
        if (openedNs == CLOSED) {
            openedNs = nowNs;
        }
        return Math.max(nowNs, Math.min(nowNs + idleNs, openedNs + maxNs));
    }

    /** Closes the window: the next trigger opens another. */
    public void close() {
        openedNs = CLOSED;
    }
}
