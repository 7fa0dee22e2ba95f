package dev.nodecast.scheduler.lookahead;

import dev.nodecast.scheduler.model.NodePool;

/**
 * How long after its last pod event a node is kept, beyond its pool's {@code consolidateAfter}.
 *
 * <p>Keeping a node of price p for a time t costs {@code p t}. Removing it costs, when the next pod comes, the node that
 * starts in its place, which is paid for and does nothing for the time s ({@code p s}), and the waiting of the pod
 * ({@code w s}): s is what launch, boot, image pull and whatever warms up take longer than on a node that is there. Both
 * are equal after {@code b = s (1 + w / p)}, with which {@link SkiRental} decides.
 */
public final class Keeping {

    /** Fewer idle periods than this are no forecast. */
    static final int ENOUGH = 8;

    /** Nothing is kept longer than Karpenter does, and nodes start at once. */
    public static final Keeping NONE = new Keeping(new LookAhead(LookAhead.Mode.NONE, 1, 0, 0), new DemandHistory());

    private final LookAhead settings;
    private final DemandHistory history;

    public Keeping(LookAhead settings, DemandHistory history) {
        this.settings = settings;
        this.history = history;
    }

    /** In nanoseconds; 0 where the pool does not look ahead. */
    public long keptNs(NodePool pool, long priceMicroUsdPerHour) {
        LookAhead.Mode mode = settings.of(pool);
        if (mode == LookAhead.Mode.NONE) {
            return 0;
        }
        PoolHistory seen = history.of(pool.name());
        long b = breakEvenNs(startNs(pool), priceMicroUsdPerHour);
        return mode == LookAhead.Mode.FORECAST && seen != null && seen.periods.count() >= ENOUGH
                ? SkiRental.learned(b, seen.periods.all(), settings.lambda())
                : SkiRental.breakEven(b);
    }

    /** How much longer a pod waits for a node of the pool that has to be started than for one that is there. */
    public long startNs(NodePool pool) {
        PoolHistory seen = history.of(pool.name());
        return seen == null ? settings.startNs() : seen.startNs(settings.startNs());
    }

    private long breakEvenNs(long startNs, long price) {
        return price <= 0
                ? startNs
                : (long) Math.min(1e18, startNs * (1 + (double) settings.waitMicroUsdPerHour() / price));
    }
}
