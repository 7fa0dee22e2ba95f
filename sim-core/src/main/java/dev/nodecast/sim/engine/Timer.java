package dev.nodecast.sim.engine;

/**
 * An alarm that can be set, moved and cancelled any number of times without allocating; made by
 * {@link Simulation#timer}. At most one expiry is pending at a time.
 */
public final class Timer {

    private static final long ONCE = 0;

    private final Simulation simulation;
    private final Runnable action;
    private final EventHandler expiry = (kind, periodNs) -> expire(periodNs);
    private long handle = EventQueue.NO_EVENT;
    private long dueNs;

    Timer(Simulation simulation, Runnable action) {
        this.simulation = simulation;
        this.action = action;
    }

    /** Lets it expire once, {@code delayNs} from now, instead of whenever it was set to before. */
    public void start(long delayNs) {
        set(delayNs, ONCE);
    }

    /**
     * Lets it expire every {@code periodNs}, first one period from now, until it is cancelled or started anew.
     *
     * @throws IllegalArgumentException if the period is not positive
     */
    public void startEvery(long periodNs) {
        if (periodNs <= 0) {
            throw new IllegalArgumentException("a timer's period must be positive, but was " + periodNs + " ns");
        }
        set(periodNs, periodNs);
    }

    /**
     * Takes the pending expiry back.
     *
     * @return whether there was one
     */
    public boolean cancel() {
        return simulation.cancel(handle);
    }

    public boolean isPending() {
        return simulation.isPending(handle);
    }

    /**
     * When it expires next.
     *
     * @throws IllegalStateException if it is not pending
     */
    public long dueNs() {
        if (!isPending()) {
            throw new IllegalStateException("the timer is not running; ask isPending() first");
        }
        return dueNs;
    }

    private void set(long delayNs, long periodNs) {
        cancel();
        handle = simulation.schedule(delayNs, expiry, 0, periodNs);
        dueNs = simulation.now() + delayNs;
    }

    private void expire(long periodNs) {
        if (periodNs != ONCE) {
            set(periodNs, periodNs);
        }
        action.run();
    }
}
