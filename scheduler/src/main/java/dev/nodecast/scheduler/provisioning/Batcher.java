package dev.nodecast.scheduler.provisioning;

/**
 * Collects triggers for a window: it closes when none has come for the idle time, and at the latest when the longest time
 * has passed since the first. Karpenter's {@code --batch-idle-duration} and {@code --batch-max-duration}.
 */
public final class Batcher {

    private static final long CLOSED = Long.MIN_VALUE;

    private final long idleNs;
    private final long maxNs;
    private long openedNs = CLOSED;

    /** @throws IllegalArgumentException if a time is negative, or the idle time is longer than the longest */
    public Batcher(long idleNs, long maxNs) {
        if (idleNs < 0 || maxNs < idleNs) {
            throw new IllegalArgumentException("batch window: found idle " + idleNs + " ns and at most " + maxNs
                    + " ns, expected 0 <= idle <= at most");
        }
        this.idleNs = idleNs;
        this.maxNs = maxNs;
    }

    /** Opens the window, or keeps it open longer. Returns when it closes unless triggered again. */
    public long trigger(long nowNs) {
        if (openedNs == CLOSED) {
            openedNs = nowNs;
        }
        return Math.min(nowNs + idleNs, openedNs + maxNs);
    }

    /** Closes the window; the next trigger opens another. */
    public void close() {
        openedNs = CLOSED;
    }
}
