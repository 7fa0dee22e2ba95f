package dev.nodecast.sim.engine;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The pending events, in their total order: time, then priority (lower first), then the order in which they were added.
 *
 * <p>A 4-ary heap over primitive arrays. The heap itself holds only times and slot numbers; what belongs to an event
 * stands still in its slot, so that moving an entry moves twelve bytes. Each slot knows its place in the heap, which
 * makes cancelling O(log n), and adding or cancelling allocates nothing except when the arrays grow.
 *
 * <p>An event's handle is its slot together with its sequence number; a handle whose event has happened or was
 * cancelled matches nothing any more, even when the slot serves another event.
 *
 * <p>Not safe for use by several threads.
 */
public final class EventQueue {

    /** A handle that never belongs to an event: what a field holds while nothing is scheduled. */
    public static final long NO_EVENT = 0;

    /** The most events that can be pending at once. */
    public static final int CAPACITY_MAX = 1 << 26;

    private static final int SLOT_BITS = 26;
    private static final int SEQUENCE_BITS = 56;
    private static final long HANDLE_SEQUENCE_MASK = (1L << (64 - SLOT_BITS)) - 1;
    private static final long FREE = 0;
    private static final int NO_SLOT = -1;
    private static final int INITIAL_CAPACITY = 64;

    /**
     * Where the heap begins in its arrays. The children of p are then 4p-2 … 4p+1, which lie in one cache line (an array's
     * elements begin 16 bytes into the object).
     */
    private static final int ROOT = 1;

    private long[] heapTimeNs = new long[ROOT + INITIAL_CAPACITY];
    private int[] heapSlot = new int[ROOT + INITIAL_CAPACITY];

    /** One past the last entry of the heap. */
    private int heapEnd = ROOT;

    /**
     * The root's event was taken out and its place not filled yet. Most handlers schedule a successor at once, which then
     * takes that place: one walk down the heap instead of a walk down and a walk up.
     */
    private boolean rootVacant;

    private @Nullable EventHandler[] slotHandler = new EventHandler[INITIAL_CAPACITY];
    private int[] slotKind = new int[INITIAL_CAPACITY];
    private long[] slotPayload = new long[INITIAL_CAPACITY];

    /** Priority in the upper byte and sequence number below it; {@link #FREE} while the slot holds no event. */
    private long[] slotOrder = new long[INITIAL_CAPACITY];

    /** Where in the heap the slot's event is; for a free slot the next free one. */
    private int[] slotPosition = new int[INITIAL_CAPACITY];

    private int firstFreeSlot = NO_SLOT;
    private int slotsEverUsed;
    private long lastSequence;

    /** The number of pending events. */
    public int size() {
        return heapEnd - ROOT - (rootVacant ? 1 : 0);
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Adds an event.
     *
     * @param timeNs when it is due
     * @param priority orders events of the same time, lower first, from -128 to 127
     * @return the handle with which it can be cancelled
     * @throws IllegalArgumentException if the priority is out of range
     * @throws IllegalStateException if {@link #CAPACITY_MAX} events are pending
     */
    public long add(long timeNs, int priority, EventHandler handler, int kind, long payload) {
        if ((byte) priority != priority) {
            throw new IllegalArgumentException("event priority " + priority + " is outside -128..127");
        }
        int slot = takeSlot();
        long sequence = nextSequence();
        slotOrder[slot] = ((long) priority << SEQUENCE_BITS) | sequence;
        slotHandler[slot] = handler;
        slotKind[slot] = kind;
        slotPayload[slot] = payload;
        if (rootVacant) {
            rootVacant = false;
            siftDown(ROOT, timeNs, slot);
        } else {
            siftUp(heapEnd++, timeNs, slot);
        }
        return (sequence << SLOT_BITS) | slot;
    }

    /**
     * Takes an event out before it is due.
     *
     * @return whether it was still pending; a stale handle or {@link #NO_EVENT} changes nothing
     */
    public boolean cancel(long handle) {
        if (!isPending(handle)) {
            return false;
        }
        fillVacantRoot();
        int slot = slotOf(handle);
        int position = slotPosition[slot];
        freeSlot(slot);
        heapEnd--;
        if (position < heapEnd) {
            moveLastTo(position);
        }
        return true;
    }

    /** Whether the handle's event has neither happened nor been cancelled. */
    public boolean isPending(long handle) {
        int slot = slotOf(handle);
        return slot < slotsEverUsed
                && slotOrder[slot] != FREE
                && (slotOrder[slot] & HANDLE_SEQUENCE_MASK) == handle >>> SLOT_BITS;
    }

    /**
     * When a pending event is due.
     *
     * @throws NoSuchElementException if the handle's event is not pending
     */
    public long timeNs(long handle) {
        if (!isPending(handle)) {
            throw new NoSuchElementException("the event of this handle has happened or was cancelled");
        }
        return heapTimeNs[slotPosition[slotOf(handle)]];
    }

    /**
     * When the next event is due.
     *
     * @throws NoSuchElementException if no event is pending
     */
    public long nextTimeNs() {
        fillVacantRoot();
        requireEvent();
        return heapTimeNs[ROOT];
    }

    /**
     * Takes the next event out and calls its handler, which may add and cancel events.
     *
     * @throws NoSuchElementException if no event is pending
     */
    public void dispatchNext() {
        fillVacantRoot();
        requireEvent();
        int slot = heapSlot[ROOT];
        EventHandler handler = slotHandler[slot];
        int kind = slotKind[slot];
        long payload = slotPayload[slot];
        freeSlot(slot);
        rootVacant = true;
        if (handler != null) {
            handler.handle(kind, payload);
        }
    }

    private void requireEvent() {
        if (heapEnd == ROOT) {
            throw new NoSuchElementException("no event is pending; ask isEmpty() first");
        }
    }

    private void fillVacantRoot() {
        if (rootVacant) {
            rootVacant = false;
            heapEnd--;
            if (heapEnd > ROOT) {
                siftDown(ROOT, heapTimeNs[heapEnd], heapSlot[heapEnd]);
            }
        }
    }

    private void moveLastTo(int position) {
        long timeNs = heapTimeNs[heapEnd];
        int slot = heapSlot[heapEnd];
        int parent = (position + 2) >> 2;
        if (position > ROOT && isBefore(timeNs, slot, heapTimeNs[parent], heapSlot[parent])) {
            siftUp(position, timeNs, slot);
        } else {
            siftDown(position, timeNs, slot);
        }
    }

    private void siftUp(int start, long timeNs, int slot) {
        int position = start;
        while (position > ROOT) {
            int parent = (position + 2) >> 2;
            if (!isBefore(timeNs, slot, heapTimeNs[parent], heapSlot[parent])) {
                break;
            }
            place(position, heapTimeNs[parent], heapSlot[parent]);
            position = parent;
        }
        place(position, timeNs, slot);
    }

    private void siftDown(int start, long timeNs, int slot) {
        int position = start;
        while (true) {
            int child = (position << 2) - 2;
            if (child >= heapEnd) {
                break;
            }
            int earliest = child + 4 <= heapEnd ? earliestOfFour(child) : earliestChild(child, heapEnd);
            if (!isBefore(heapTimeNs[earliest], heapSlot[earliest], timeNs, slot)) {
                break;
            }
            place(position, heapTimeNs[earliest], heapSlot[earliest]);
            position = earliest;
        }
        place(position, timeNs, slot);
    }

    /**
     * The earliest of a full family of children, without a branch that depends on which it is: a processor guesses those
     * wrong half of the time, which would cost more than all the rest of the walk. Times are not negative, so the sign of
     * a difference tells the order.
     */
    private int earliestOfFour(int first) {
        long time0 = heapTimeNs[first];
        long time1 = heapTimeNs[first + 1];
        long time2 = heapTimeNs[first + 2];
        long time3 = heapTimeNs[first + 3];
        long left = Math.min(time0, time1);
        long right = Math.min(time2, time3);
        if (time0 == time1 || time2 == time3 || left == right) {
            return earliestChild(first, first + 4);
        }
        int inLeft = (int) ((time1 - time0) >>> 63);
        int inRight = 2 + (int) ((time3 - time2) >>> 63);
        int isRight = (int) ((right - left) >>> 63);
        return first + inLeft + (inRight - inLeft) * isRight;
    }

    private int earliestChild(int first, int end) {
        int earliest = first;
        for (int child = first + 1; child < end; child++) {
            if (isBefore(heapTimeNs[child], heapSlot[child], heapTimeNs[earliest], heapSlot[earliest])) {
                earliest = child;
            }
        }
        return earliest;
    }

    private boolean isBefore(long timeNs, int slot, long otherTimeNs, int otherSlot) {
        return timeNs < otherTimeNs || (timeNs == otherTimeNs && slotOrder[slot] < slotOrder[otherSlot]);
    }

    private void place(int position, long timeNs, int slot) {
        heapTimeNs[position] = timeNs;
        heapSlot[position] = slot;
        slotPosition[slot] = position;
    }

    private static int slotOf(long handle) {
        return (int) handle & (CAPACITY_MAX - 1);
    }

    private long nextSequence() {
        lastSequence++;
        if ((lastSequence & HANDLE_SEQUENCE_MASK) == 0) {
            lastSequence++; // keeps NO_EVENT free when the handle's part of the sequence wraps
        }
        return lastSequence;
    }

    private int takeSlot() {
        int slot = firstFreeSlot;
        if (slot != NO_SLOT) {
            firstFreeSlot = slotPosition[slot];
            return slot;
        }
        if (slotsEverUsed == slotOrder.length) {
            grow();
        }
        return slotsEverUsed++;
    }

    private void freeSlot(int slot) {
        slotOrder[slot] = FREE;
        slotHandler[slot] = null; // lets the collector have it
        slotPosition[slot] = firstFreeSlot;
        firstFreeSlot = slot;
    }

    private void grow() {
        int capacity = slotOrder.length * 2;
        if (capacity > CAPACITY_MAX) {
            throw new IllegalStateException("more than " + CAPACITY_MAX
                    + " events are pending; look for events that are scheduled faster than they happen");
        }
        heapTimeNs = Arrays.copyOf(heapTimeNs, ROOT + capacity);
        heapSlot = Arrays.copyOf(heapSlot, ROOT + capacity);
        slotHandler = Arrays.copyOf(slotHandler, capacity);
        slotKind = Arrays.copyOf(slotKind, capacity);
        slotPayload = Arrays.copyOf(slotPayload, capacity);
        slotOrder = Arrays.copyOf(slotOrder, capacity);
        slotPosition = Arrays.copyOf(slotPosition, capacity);
    }
}
