package dev.nodecast.sim.engine;

import java.util.function.BooleanSupplier;

/**
 * One run of a discrete-event model: a clock of integer nanoseconds that starts at 0, and the events still to come.
 *
 * <pre>{@code
 * Simulation simulation = new Simulation();
 * simulation.schedule(SECOND, () -> System.out.println("one second later it is " + simulation.now()));
 * simulation.run();
 * }</pre>
 *
 * <p>Events happen in the order of time, then priority (lower first, 0 unless given), then the order in which they were
 * scheduled; there are no ties, so a model that takes its randomness from named streams gives the same run every time.
 * A run is single-threaded; many runs can go on side by side, each with its own {@code Simulation}.
 *
 * <p>Whatever a handler throws ends the run and reaches the caller of {@code run…} unchanged.
 */
public final class Simulation {

    private static final int NORMAL_PRIORITY = 0;

    private final EventQueue queue = new EventQueue();
    private final SimulationLimits limits;
    private long nowNs;
    private long eventsHandled;
    private long eventsBeforeThisInstant;
    private boolean stopRequested;

    public Simulation() {
        this(SimulationLimits.DEFAULT);
    }

    public Simulation(SimulationLimits limits) {
        this.limits = limits;
    }

    /** The virtual time, in nanoseconds since the start of the run. */
    public long now() {
        return nowNs;
    }

    /** How many events have been handled so far. */
    public long eventsHandled() {
        return eventsHandled;
    }

    /** How many events are still to come. */
    public int eventsPending() {
        return queue.size();
    }

    /** Schedules an action {@code delayNs} from now; see {@link #schedule(long, EventHandler, int, long)}. */
    public long schedule(long delayNs, Runnable action) {
        return schedule(delayNs, new ActionEvent(action), 0, 0);
    }

    /**
     * Schedules an event {@code delayNs} from now, after those already scheduled for that time.
     *
     * @return the handle for {@link #cancel}
     * @throws IllegalArgumentException if the delay is negative or leads beyond the range of the clock (292 years)
     */
    public long schedule(long delayNs, EventHandler handler, int kind, long payload) {
        long timeNs = nowNs + delayNs;
        if (delayNs < 0 || timeNs < 0) {
            throw unusableDelay(delayNs);
        }
        return queue.add(timeNs, NORMAL_PRIORITY, handler, kind, payload);
    }

    /** Schedules an action at a time; see {@link #scheduleAt(long, int, EventHandler, int, long)}. */
    public long scheduleAt(long timeNs, Runnable action) {
        return scheduleAt(timeNs, NORMAL_PRIORITY, action);
    }

    /** Schedules an action at a time; see {@link #scheduleAt(long, int, EventHandler, int, long)}. */
    public long scheduleAt(long timeNs, int priority, Runnable action) {
        return scheduleAt(timeNs, priority, new ActionEvent(action), 0, 0);
    }

    /** Schedules an event at a time; see {@link #scheduleAt(long, int, EventHandler, int, long)}. */
    public long scheduleAt(long timeNs, EventHandler handler, int kind, long payload) {
        return scheduleAt(timeNs, NORMAL_PRIORITY, handler, kind, payload);
    }

    /**
     * Schedules an event at a time, which may be now.
     *
     * @param priority orders events of the same time: lower first, -128 to 127
     * @return the handle for {@link #cancel}
     * @throws IllegalArgumentException if the time has passed
     */
    public long scheduleAt(long timeNs, int priority, EventHandler handler, int kind, long payload) {
        if (timeNs < nowNs) {
            throw new IllegalArgumentException("cannot schedule an event at " + timeNs + " ns: the clock already reads "
                    + nowNs + " ns; schedule at now() or later");
        }
        return queue.add(timeNs, priority, handler, kind, payload);
    }

    /**
     * Takes back an event.
     *
     * @return whether it was still to come; a handle whose event has happened, or {@link EventQueue#NO_EVENT}, changes
     *     nothing
     */
    public boolean cancel(long handle) {
        return queue.cancel(handle);
    }

    /** Whether the handle's event is still to come. */
    public boolean isPending(long handle) {
        return queue.isPending(handle);
    }

    /** A timer that runs {@code action} when it expires; it is not started yet. */
    public Timer timer(Runnable action) {
        return new Timer(this, action);
    }

    /** When the next event happens; {@link Long#MAX_VALUE} if none is pending. */
    public long nextEventNs() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.nextTimeNs();
    }

    /** Handles events until none is left or {@link #stop} is called. */
    public void run() {
        stopRequested = false;
        while (!stopRequested && !queue.isEmpty()) {
            handleNext();
        }
    }

    /**
     * Handles all events up to and including {@code timeNs} and sets the clock to it. If {@link #stop} is called, the
     * clock stays at the event that called it.
     *
     * @throws IllegalArgumentException if that time has passed
     */
    public void runUntil(long timeNs) {
        if (timeNs < nowNs) {
            throw new IllegalArgumentException(
                    "cannot run until " + timeNs + " ns: the clock already reads " + nowNs + " ns");
        }
        stopRequested = false;
        while (!stopRequested && !queue.isEmpty() && queue.nextTimeNs() <= timeNs) {
            handleNext();
        }
        if (!stopRequested && timeNs > nowNs) {
            moveClockTo(timeNs);
        }
    }

    /**
     * Handles events until {@code condition} holds, which is asked before each event.
     *
     * @return whether it holds; false if the events ran out first or {@link #stop} was called
     */
    public boolean runUntil(BooleanSupplier condition) {
        stopRequested = false;
        while (!condition.getAsBoolean()) {
            if (stopRequested || queue.isEmpty()) {
                return false;
            }
            handleNext();
        }
        return true;
    }

    /**
     * Handles the next event.
     *
     * @return whether there was one
     */
    public boolean step() {
        if (queue.isEmpty()) {
            return false;
        }
        handleNext();
        return true;
    }

    /** Ends the {@code run…} call that is going on, after the present event; a later one can go on from there. */
    public void stop() {
        stopRequested = true;
    }

    private void handleNext() {
        long timeNs = queue.nextTimeNs();
        if (timeNs > nowNs) {
            moveClockTo(timeNs);
        }
        if (eventsHandled - eventsBeforeThisInstant >= limits.eventsMaxAtOneInstant()
                || eventsHandled >= limits.eventsMax()) {
            throw runaway();
        }
        eventsHandled++;
        queue.dispatchNext();
    }

    private void moveClockTo(long timeNs) {
        nowNs = timeNs;
        eventsBeforeThisInstant = eventsHandled;
    }

    private IllegalArgumentException unusableDelay(long delayNs) {
        return new IllegalArgumentException(
                delayNs < 0
                        ? "cannot schedule an event " + delayNs + " ns from now: a delay must not be negative"
                        : "cannot schedule an event " + delayNs + " ns from " + nowNs
                                + " ns: the clock ends at 2^63-1 ns, 292 years after the start");
    }

    private RunawaySimulationException runaway() {
        String found = eventsHandled >= limits.eventsMax()
                ? "the run has handled " + eventsHandled + " events, its limit"
                : (eventsHandled - eventsBeforeThisInstant)
                        + " events have happened without the clock moving, the limit";
        return new RunawaySimulationException(
                found + "; the clock reads " + nowNs + " ns and " + queue.size()
                        + " events are pending. Look for a handler that schedules itself without delay, or raise the limit",
                nowNs,
                eventsHandled);
    }

    private record ActionEvent(Runnable action) implements EventHandler {
        @Override
        public void handle(int kind, long payload) {
            action.run();
        }
    }
}
