package dev.nodecast.sim.world.jobs;

import java.util.Arrays;

/**
 * The jobs that are in the world, in columns. A job's slot is used again after it has left, so memory follows the jobs
 * present, not the jobs that ever were.
 */
final class JobTable {

    static final int NONE = -1;

    private static final int INITIAL_CAPACITY = 1024;

    long[] id = new long[INITIAL_CAPACITY];
    long[] arrivalNs = new long[INITIAL_CAPACITY];
    long[] serviceNs = new long[INITIAL_CAPACITY];
    long[] savedNs = new long[INITIAL_CAPACITY];
    long[] firstStartNs = new long[INITIAL_CAPACITY];
    long[] deliveredNs = new long[INITIAL_CAPACITY];
    long[] lostNs = new long[INITIAL_CAPACITY];
    int[] queue = new int[INITIAL_CAPACITY];
    int[] attempts = new int[INITIAL_CAPACITY];
    String[] node = new String[INITIAL_CAPACITY];

    /** The next job in its waiting list, or the next free slot. */
    int[] next = new int[INITIAL_CAPACITY];

    private int firstFree = NONE;
    private int slotsEverUsed;
    private long jobsEver;

    /** Takes in a job that has arrived. */
    int add(long nowNs, long service, int queueIndex) {
        int slot = takeSlot();
        id[slot] = jobsEver++;
        arrivalNs[slot] = nowNs;
        serviceNs[slot] = service;
        savedNs[slot] = 0;
        firstStartNs[slot] = -1;
        lostNs[slot] = 0;
        queue[slot] = queueIndex;
        attempts[slot] = 0;
        node[slot] = "";
        return slot;
    }

    /** The job has left. */
    void remove(int slot) {
        id[slot] = NONE;
        next[slot] = firstFree;
        firstFree = slot;
    }

    long jobsEver() {
        return jobsEver;
    }

    /** The slots of the jobs present, by the order of their arrival. */
    int[] present() {
        long[] ids = new long[slotsEverUsed];
        int count = 0;
        for (int slot = 0; slot < slotsEverUsed; slot++) {
            if (id[slot] != NONE) {
                ids[count++] = id[slot] << 26 | slot;
            }
        }
        Arrays.sort(ids, 0, count);
        int[] slots = new int[count];
        for (int i = 0; i < count; i++) {
            slots[i] = (int) (ids[i] & ((1 << 26) - 1));
        }
        return slots;
    }

    private int takeSlot() {
        int slot = firstFree;
        if (slot != NONE) {
            firstFree = next[slot];
            return slot;
        }
        if (slotsEverUsed == id.length) {
            grow(slotsEverUsed * 2);
        }
        return slotsEverUsed++;
    }

    private void grow(int capacity) {
        id = Arrays.copyOf(id, capacity);
        arrivalNs = Arrays.copyOf(arrivalNs, capacity);
        serviceNs = Arrays.copyOf(serviceNs, capacity);
        savedNs = Arrays.copyOf(savedNs, capacity);
        firstStartNs = Arrays.copyOf(firstStartNs, capacity);
        deliveredNs = Arrays.copyOf(deliveredNs, capacity);
        lostNs = Arrays.copyOf(lostNs, capacity);
        queue = Arrays.copyOf(queue, capacity);
        attempts = Arrays.copyOf(attempts, capacity);
        node = Arrays.copyOf(node, capacity);
        next = Arrays.copyOf(next, capacity);
    }
}
