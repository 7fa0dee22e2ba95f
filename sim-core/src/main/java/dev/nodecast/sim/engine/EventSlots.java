package dev.nodecast.sim.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where events stand while the heap orders them: fixed places that are used again. An event's order is its priority in the
 * upper byte and its sequence number below it, so comparing two orders as numbers is enough; it also tells one use of a
 * slot from the next, which makes stale handles harmless.
 */
final class EventSlots {

    /** The most slots. */
    static final int CAPACITY_MAX = 1 << 26;

    private static final int SLOT_BITS = 26;
    private static final int SEQUENCE_BITS = 56;
    private static final long HANDLE_SEQUENCE_MASK = (1L << (64 - SLOT_BITS)) - 1;
    private static final int NO_SLOT = -1;

    /** Three numbers per slot, side by side because they are used together; padded to four so that none straddles lines. */
    private static final int WORDS = 4;

    private static final int ORDER = 0;
    private static final int KIND = 1;
    private static final int PAYLOAD = 2;

    private long[] words;

    /** Null once the slot's event has happened or was cancelled. */
    private @Nullable EventHandler[] handlers;

    private int firstFree = NO_SLOT;
    private int everUsed;
    private long lastSequence;

    EventSlots(int capacity) {
        words = new long[WORDS * capacity];
        handlers = new EventHandler[capacity];
    }

    int take(int priority, EventHandler handler, int kind, long payload) {
        int slot = firstFree;
        if (slot == NO_SLOT) {
            slot = takeNew();
        } else {
            firstFree = (int) words[WORDS * slot + KIND];
        }
        words[WORDS * slot + ORDER] = ((long) priority << SEQUENCE_BITS) | nextSequence();
        words[WORDS * slot + KIND] = kind;
        words[WORDS * slot + PAYLOAD] = payload;
        handlers[slot] = handler;
        return slot;
    }

    /** The event will not happen any more; its slot stays taken, and its order valid, until {@link #free}. */
    void endPending(int slot) {
        handlers[slot] = null;
    }

    void free(int slot) {
        words[WORDS * slot + KIND] = firstFree;
        firstFree = slot;
    }

    boolean isPending(int slot) {
        return handlers[slot] != null;
    }

    long order(int slot) {
        return words[WORDS * slot + ORDER];
    }

    int kind(int slot) {
        return (int) words[WORDS * slot + KIND];
    }

    long payload(int slot) {
        return words[WORDS * slot + PAYLOAD];
    }

    @Nullable
    EventHandler handler(int slot) {
        return handlers[slot];
    }

    /** The slot together with the part of the sequence number that fits. */
    long handle(int slot) {
        return (order(slot) << SLOT_BITS) | slot;
    }

    static int slotOf(long handle) {
        return (int) handle & (CAPACITY_MAX - 1);
    }

    boolean isPending(long handle) {
        int slot = slotOf(handle);
        return slot < everUsed && isPending(slot) && (order(slot) & HANDLE_SEQUENCE_MASK) == handle >>> SLOT_BITS;
    }

    private long nextSequence() {
        lastSequence++;
        if ((lastSequence & HANDLE_SEQUENCE_MASK) == 0) {
            lastSequence++; // keeps EventQueue.NO_EVENT free when the handle's part of the sequence wraps
        }
        return lastSequence;
    }

    private int takeNew() {
        if (everUsed == handlers.length) {
            grow();
        }
        return everUsed++;
    }

    private void grow() {
        int capacity = handlers.length * 2;
        if (capacity > CAPACITY_MAX) {
            throw new IllegalStateException("more than " + CAPACITY_MAX
                    + " events are pending; look for events that are scheduled faster than they happen");
        }
        words = Arrays.copyOf(words, WORDS * capacity);
        handlers = Arrays.copyOf(handlers, capacity);
    }
}
