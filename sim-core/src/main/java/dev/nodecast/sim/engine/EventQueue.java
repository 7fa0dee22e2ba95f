package dev.nodecast.sim.engine;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * The pending events, in their total order: time, then priority (lower first), then the order in which they were added.
 *
 * <p>A 4-ary heap over primitive arrays. It holds only times and slot numbers, so that moving an entry moves twelve bytes;
 * what else belongs to an event stands still in its slot. A cancelled event stays in the heap, marked, until it comes up or
 * such events are the majority, when all of them are swept out at once; so cancelling takes constant time on average, and
 * no moving entry has to record where it went, which would cost a cache miss per level in a large heap. Adding and
 * cancelling allocate nothing except when the arrays grow.
 *
 * <p>A handle whose event has happened or was cancelled matches nothing any more, even when its slot serves another event.
 *
 * <p>Not safe for use by several threads.
 */
public final class EventQueue {

    /** A handle that never belongs to an event: what a field holds while nothing is scheduled. */
    public static final long NO_EVENT = 0;

    /** The most events that can be in the queue at once, cancelled ones not yet swept out included. */
    public static final int CAPACITY_MAX = EventSlots.CAPACITY_MAX;

    private static final int INITIAL_CAPACITY = 64;

    /** Fewer cancelled events than this are not worth a sweep. */
    private static final int SWEEP_MIN = 64;

    /**
     * Where the heap begins in its arrays. The children of p are then 4p-2 … 4p+1, which lie in one cache line (an array's
     * elements begin 16 bytes into the object).
     */
    private static final int ROOT = 1;

    private final EventSlots slots = new EventSlots(INITIAL_CAPACITY);
    private long[] times = new long[ROOT + INITIAL_CAPACITY];
    private int[] slotNumbers = new int[ROOT + INITIAL_CAPACITY];

    /** One past the last entry of the heap. */
    private int end = ROOT;

    /**
     * The root's event was taken out and its place not filled yet. Most handlers schedule a successor at once, which then
     * takes that place: one walk down the heap instead of a walk down and a walk up.
     */
    private boolean rootVacant;

    private int cancelled;

    /** The number of pending events. */
    public int size() {
        return end - ROOT - cancelled - (rootVacant ? 1 : 0);
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Adds an event.
     *
     * @param timeNs when it is due, not negative
     * @param priority orders events of the same time, lower first, from -128 to 127
     * @return the handle with which it can be cancelled
     * @throws IllegalArgumentException if the time is negative or the priority out of range
     * @throws IllegalStateException if {@link #CAPACITY_MAX} events are in the queue
     */
    public long add(long timeNs, int priority, EventHandler handler, int kind, long payload) {
        if (timeNs < 0 || (byte) priority != priority) {
            throw new IllegalArgumentException(
                    "an event needs a time of at least 0 ns and a priority in -128..127, but got " + timeNs
                            + " ns and priority " + priority);
        }
        int slot = slots.take(priority, handler, kind, payload);
        if (rootVacant) {
            rootVacant = false;
            siftDown(ROOT, timeNs, slot);
        } else {
            siftUp(append(), timeNs, slot);
        }
        return slots.handle(slot);
    }

    /**
     * Takes an event out before it is due.
     *
     * @return whether it was still pending; a stale handle or {@link #NO_EVENT} changes nothing
     */
    public boolean cancel(long handle) {
        if (!slots.isPending(handle)) {
            return false;
        }
        slots.endPending(EventSlots.slotOf(handle));
        cancelled++;
        if (cancelled > SWEEP_MIN && cancelled > size()) {
            sweep();
        }
        return true;
    }

    /** Whether the handle's event has neither happened nor been cancelled. */
    public boolean isPending(long handle) {
        return slots.isPending(handle);
    }

    /**
     * When the next event is due.
     *
     * @throws NoSuchElementException if no event is pending
     */
    public long nextTimeNs() {
        bringNextToRoot();
        return times[ROOT];
    }

    /**
     * Takes the next event out and calls its handler, which may add and cancel events.
     *
     * @throws NoSuchElementException if no event is pending
     */
    public void dispatchNext() {
        bringNextToRoot();
        int slot = slotNumbers[ROOT];
        EventHandler handler = Objects.requireNonNull(slots.handler(slot), "a pending event has a handler");
        int kind = slots.kind(slot);
        long payload = slots.payload(slot);
        slots.endPending(slot);
        slots.free(slot);
        rootVacant = true;
        handler.handle(kind, payload);
    }

    private void bringNextToRoot() {
        if (rootVacant) {
            rootVacant = false;
            removeRoot();
        }
        while (cancelled > 0 && !slots.isPending(slotNumbers[ROOT])) {
            slots.free(slotNumbers[ROOT]);
            cancelled--;
            removeRoot();
        }
        if (end == ROOT) {
            throw new NoSuchElementException("no event is pending; ask isEmpty() first");
        }
    }

    private void removeRoot() {
        end--;
        if (end > ROOT) {
            siftDown(ROOT, times[end], slotNumbers[end]);
        }
    }

    /** Drops all cancelled events and orders what is left anew, in time proportional to the number of entries. */
    private void sweep() {
        int kept = ROOT;
        for (int position = rootVacant ? ROOT + 1 : ROOT; position < end; position++) {
            int slot = slotNumbers[position];
            if (slots.isPending(slot)) {
                place(kept++, times[position], slot);
            } else {
                slots.free(slot);
            }
        }
        end = kept;
        rootVacant = false;
        cancelled = 0;
        for (int position = parent(end - 1); position >= ROOT; position--) {
            siftDown(position, times[position], slotNumbers[position]);
        }
    }

    private void siftUp(int start, long timeNs, int slot) {
        int position = start;
        while (position > ROOT) {
            int parent = parent(position);
            if (!isBefore(timeNs, slot, times[parent], slotNumbers[parent])) {
                break;
            }
            place(position, times[parent], slotNumbers[parent]);
            position = parent;
        }
        place(position, timeNs, slot);
    }

    private void siftDown(int start, long timeNs, int slot) {
        int position = start;
        while (true) {
            int child = firstChild(position);
            if (child >= end) {
                break;
            }
            int earliest = child + 4 <= end ? earliestOfFour(child) : earliest(child, end);
            if (!isBefore(times[earliest], slotNumbers[earliest], timeNs, slot)) {
                break;
            }
            place(position, times[earliest], slotNumbers[earliest]);
            position = earliest;
        }
        place(position, timeNs, slot);
    }

    /**
     * The earliest of a full family of children, without a branch that depends on which it is: a processor guesses those
     * wrong half of the time, which would cost more than all the rest of the walk. Times are not negative, so the sign of a
     * difference tells the order.
     */
    private int earliestOfFour(int first) {
        long time0 = times[first];
        long time1 = times[first + 1];
        long time2 = times[first + 2];
        long time3 = times[first + 3];
        long left = Math.min(time0, time1);
        long right = Math.min(time2, time3);
        if (time0 == time1 || time2 == time3 || left == right) {
            return earliest(first, first + 4);
        }
        int inLeft = (int) ((time1 - time0) >>> 63);
        int inRight = 2 + (int) ((time3 - time2) >>> 63);
        int isRight = (int) ((right - left) >>> 63);
        return first + inLeft + (inRight - inLeft) * isRight;
    }

    private int earliest(int first, int last) {
        int earliest = first;
        for (int position = first + 1; position < last; position++) {
            if (isBefore(times[position], slotNumbers[position], times[earliest], slotNumbers[earliest])) {
                earliest = position;
            }
        }
        return earliest;
    }

    private boolean isBefore(long timeNs, int slot, long otherTimeNs, int otherSlot) {
        return timeNs < otherTimeNs || (timeNs == otherTimeNs && slots.order(slot) < slots.order(otherSlot));
    }

    private void place(int position, long timeNs, int slot) {
        times[position] = timeNs;
        slotNumbers[position] = slot;
    }

    private int append() {
        if (end == times.length) {
            times = Arrays.copyOf(times, 2 * end);
            slotNumbers = Arrays.copyOf(slotNumbers, 2 * end);
        }
        return end++;
    }

    private static int parent(int position) {
        return (position + 2) >> 2;
    }

    private static int firstChild(int position) {
        return (position << 2) - 2;
    }
}
