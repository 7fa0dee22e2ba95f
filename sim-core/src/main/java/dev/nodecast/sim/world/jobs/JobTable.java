package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that are in the world, in columns. A row is a message with its job: a job that was delivered twice has two, which
 * know each other by their {@link Twins}. A row's slot is used again after it has left, so memory follows the jobs present,
 * not the jobs that ever were.
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

    /** Time of workers that is in {@link #savedNs}. */
    long[] investedNs = new long[INITIAL_CAPACITY];

    /** Not to be executed before then. */
    long[] etaNs = new long[INITIAL_CAPACITY];

    int[] retries = new int[INITIAL_CAPACITY];

    /** Who executes it; {@link #NONE} for nobody. */
    int[] worker = new int[INITIAL_CAPACITY];

    /** Whether the broker still waits for the message's acknowledgement, and would deliver it again. */
    boolean[] tracked = new boolean[INITIAL_CAPACITY];

    /** When the broker finds it overdue though it is held. */
    long[] timeout = new long[INITIAL_CAPACITY];

    /** Whether nobody holds it any more, and it comes back by its visibility timeout. */
    boolean[] awaiting = new boolean[INITIAL_CAPACITY];

    /** Of the worker that it was delivered to last. */
    @Nullable
    WorkerBehaviour[] behaviour = new WorkerBehaviour[INITIAL_CAPACITY];

    /** What the rows of one job share; null for jobs of one row. */
    @Nullable
    Twins[] twins = new Twins[INITIAL_CAPACITY];

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
        investedNs[slot] = 0;
        etaNs[slot] = 0;
        retries[slot] = 0;
        published(slot);
        return slot;
    }

    /** The row is a new message, which nobody holds. */
    void published(int slot) {
        worker[slot] = NONE;
        tracked[slot] = true;
        awaiting[slot] = false;
        timeout[slot] = EventQueue.NO_EVENT;
    }

    /** A second row of the same job, which begins with what was saved before there were two. */
    int copy(int original) {
        int slot = takeSlot();
        Twins shared = twins[original];
        if (shared == null) {
            shared = new Twins(savedNs[original], investedNs[original], firstStartNs[original], attempts[original]);
            investedNs[original] = 0;
            twins[original] = shared;
        }
        shared.rows++;
        twins[slot] = shared;
        id[slot] = id[original];
        arrivalNs[slot] = arrivalNs[original];
        serviceNs[slot] = serviceNs[original];
        savedNs[slot] = shared.savedNs;
        firstStartNs[slot] = shared.firstStartNs;
        lostNs[slot] = 0;
        queue[slot] = queue[original];
        attempts[slot] = attempts[original];
        node[slot] = node[original];
        investedNs[slot] = 0;
        etaNs[slot] = etaNs[original];
        retries[slot] = retries[original];
        published(slot);
        return slot;
    }

    /** The row is delivered to a worker or its pod. */
    void delivered(int slot, WorkerBehaviour to, long nowNs) {
        behaviour[slot] = to;
        deliveredNs[slot] = nowNs;
        tracked[slot] = true;
    }

    /** How the worker behaves that the row was delivered to last. */
    WorkerBehaviour behaviourOf(int slot) {
        WorkerBehaviour its = behaviour[slot];
        if (its == null) {
            throw new IllegalStateException("the message in row " + slot + " was never delivered");
        }
        return its;
    }

    /** The row has left. */
    void remove(int slot) {
        id[slot] = NONE;
        twins[slot] = null;
        behaviour[slot] = null;
        next[slot] = firstFree;
        firstFree = slot;
    }

    long jobsEver() {
        return jobsEver;
    }

    /** The slots of the rows present, by the order of their jobs' arrival. */
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
        investedNs = Arrays.copyOf(investedNs, capacity);
        etaNs = Arrays.copyOf(etaNs, capacity);
        retries = Arrays.copyOf(retries, capacity);
        worker = Arrays.copyOf(worker, capacity);
        tracked = Arrays.copyOf(tracked, capacity);
        timeout = Arrays.copyOf(timeout, capacity);
        awaiting = Arrays.copyOf(awaiting, capacity);
        behaviour = Arrays.copyOf(behaviour, capacity);
        twins = Arrays.copyOf(twins, capacity);
    }
}
