package dev.nodecast.aws.kubernetes;

/**
 * A client-side limit on requests: so many a second over time, so many at once (a token bucket, as client-go's).
 */
public final class Pace {

    private static final double SECOND_NS = 1e9;

    private final double perNs;
    private final double burst;
    private double tokens;
    private long lastNs = System.nanoTime();

    public Pace(int perSecond, int burst) {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "found " + perSecond + " requests a second and " + burst + " at once, expected 1 or more of each");
        }
        this.perNs = perSecond / SECOND_NS;
        this.burst = burst;
        this.tokens = burst;
    }

    /** Waits until one more request may leave. */
    public void take() throws InterruptedException {
        long waitNs = reserve(System.nanoTime());
        if (waitNs > 0) {
            Thread.sleep(waitNs / 1_000_000L, (int) (waitNs % 1_000_000L));
        }
    }

    /** How long the next request has to wait from now on. */
    synchronized long reserve(long nowNs) {
        tokens = Math.min(burst, tokens + (nowNs - lastNs) * perNs);
        lastNs = nowNs;
        tokens--;
        return tokens >= 0 ? 0 : (long) (-tokens / perNs);
    }
}
