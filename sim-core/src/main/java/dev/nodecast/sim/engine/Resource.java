package dev.nodecast.sim.engine;

import dev.nodecast.sim.stats.TimeWeighted;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number of equal units, such as the servers of a queue or the berths of a port, given out first come, first served.
 * Waiting costs no allocation.
 */
public final class Resource {

    private final Simulation simulation;
    private final int capacity;
    private final TimeWeighted busy;
    private final TimeWeighted waiting;
    private @Nullable EventHandler[] waitingHandler = new EventHandler[16];
    private int[] waitingKind = new int[16];
    private long[] waitingPayload = new long[16];
    private int firstWaiting;
    private int waitingCount;
    private int busyCount;

    /**
     * All units are free.
     *
     * @throws IllegalArgumentException if the capacity is not positive
     */
    public Resource(Simulation simulation, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a resource needs a capacity of at least 1, but got " + capacity);
        }
        this.simulation = simulation;
        this.capacity = capacity;
        this.busy = new TimeWeighted(simulation.now(), 0);
        this.waiting = new TimeWeighted(simulation.now(), 0);
    }

    /**
     * Asks for a unit. If one is free the handler is called before this returns, otherwise when its turn has come. The
     * holder gives the unit back with {@link #release}.
     */
    public void acquire(EventHandler whenGranted, int kind, long payload) {
        if (busyCount < capacity) {
            busyCount++;
            busy.set(simulation.now(), busyCount);
            whenGranted.handle(kind, payload);
        } else {
            enqueue(whenGranted, kind, payload);
        }
    }

    /**
     * Gives a unit back; the one who has waited longest gets it before this returns.
     *
     * @throws IllegalStateException if no unit is taken
     */
    public void release() {
        if (busyCount == 0) {
            throw new IllegalStateException(
                    "a unit was released although all " + capacity + " are free; release once for each grant");
        }
        if (waitingCount == 0) {
            busyCount--;
            busy.set(simulation.now(), busyCount);
        } else {
            grantToFirstWaiting();
        }
    }

    /** How many units are taken, over time. */
    public TimeWeighted busy() {
        return busy;
    }

    /** How many are waiting for a unit, over time. */
    public TimeWeighted waiting() {
        return waiting;
    }

    private void enqueue(EventHandler handler, int kind, long payload) {
        if (waitingCount == waitingKind.length) {
            grow();
        }
        int index = (firstWaiting + waitingCount) & (waitingKind.length - 1);
        waitingHandler[index] = handler;
        waitingKind[index] = kind;
        waitingPayload[index] = payload;
        waitingCount++;
        waiting.set(simulation.now(), waitingCount);
    }

    private void grantToFirstWaiting() {
        int index = firstWaiting;
        EventHandler handler = Objects.requireNonNull(waitingHandler[index], "one who waits has a handler");
        waitingHandler[index] = null;
        firstWaiting = (index + 1) & (waitingKind.length - 1);
        waitingCount--;
        waiting.set(simulation.now(), waitingCount);
        handler.handle(waitingKind[index], waitingPayload[index]);
    }

    /** Doubles the ring and turns it so that the first waiting is at index 0. */
    private void grow() {
        int length = waitingKind.length;
        int wrapped = firstWaiting;
        @Nullable EventHandler[] handlers = Arrays.copyOfRange(waitingHandler, wrapped, wrapped + 2 * length);
        int[] kinds = Arrays.copyOfRange(waitingKind, wrapped, wrapped + 2 * length);
        long[] payloads = Arrays.copyOfRange(waitingPayload, wrapped, wrapped + 2 * length);
        System.arraycopy(waitingHandler, 0, handlers, length - wrapped, wrapped);
        System.arraycopy(waitingKind, 0, kinds, length - wrapped, wrapped);
        System.arraycopy(waitingPayload, 0, payloads, length - wrapped, wrapped);
        waitingHandler = handlers;
        waitingKind = kinds;
        waitingPayload = payloads;
        firstWaiting = 0;
    }
}
