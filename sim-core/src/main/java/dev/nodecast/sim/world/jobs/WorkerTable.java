package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventQueue;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The workers, in columns: one per job that a pod can work on at once. Slots are used again. */
final class WorkerTable {

    static final long NOT_SAVING = -1;

    private static final int INITIAL_CAPACITY = 64;

    @Nullable
    WorkerPod[] pod = new WorkerPod[INITIAL_CAPACITY];

    WorkerGroup[] group = new WorkerGroup[INITIAL_CAPACITY];

    /** The job that a worker has; {@link JobTable#NONE} for none. */
    int[] job = new int[INITIAL_CAPACITY];

    long[] startNs = new long[INITIAL_CAPACITY];
    long[] event = new long[INITIAL_CAPACITY];
    boolean[] idle = new boolean[INITIAL_CAPACITY];

    /** Since when a worker saves its job before it goes. */
    long[] savingSinceNs = new long[INITIAL_CAPACITY];

    /** Neighbours in the group's list of idle workers; {@code next} also links free slots. */
    int[] next = new int[INITIAL_CAPACITY];

    int[] previous = new int[INITIAL_CAPACITY];

    private int firstFree = JobTable.NONE;
    private int slotsEverUsed;

    int add(WorkerGroup itsGroup) {
        int slot = firstFree;
        if (slot == JobTable.NONE) {
            if (slotsEverUsed == job.length) {
                grow(slotsEverUsed * 2);
            }
            slot = slotsEverUsed++;
        } else {
            firstFree = next[slot];
        }
        group[slot] = itsGroup;
        job[slot] = JobTable.NONE;
        event[slot] = EventQueue.NO_EVENT;
        idle[slot] = false;
        savingSinceNs[slot] = NOT_SAVING;
        return slot;
    }

    void remove(int slot) {
        pod[slot] = null;
        next[slot] = firstFree;
        firstFree = slot;
    }

    WorkerPod podOf(int slot) {
        WorkerPod its = pod[slot];
        if (its == null) {
            throw new IllegalStateException("worker " + slot + " has no pod any more");
        }
        return its;
    }

    void addIdle(int slot) {
        WorkerGroup g = group[slot];
        idle[slot] = true;
        next[slot] = JobTable.NONE;
        previous[slot] = g.lastIdle;
        if (g.lastIdle == JobTable.NONE) {
            g.firstIdle = slot;
        } else {
            next[g.lastIdle] = slot;
        }
        g.lastIdle = slot;
    }

    void removeIdle(int slot) {
        WorkerGroup g = group[slot];
        int before = previous[slot];
        int after = next[slot];
        idle[slot] = false;
        if (before == JobTable.NONE) {
            g.firstIdle = after;
        } else {
            next[before] = after;
        }
        if (after == JobTable.NONE) {
            g.lastIdle = before;
        } else {
            previous[after] = before;
        }
    }

    /** How many workers have a job, counted one by one, for checks. */
    long countedBusy() {
        long busy = 0;
        for (int slot = 0; slot < slotsEverUsed; slot++) {
            if (pod[slot] != null && job[slot] != JobTable.NONE) {
                busy++;
            }
        }
        return busy;
    }

    /** How many jobs pods hold beside those they work on, counted one by one, for checks. */
    long countedReserved() {
        long reserved = 0;
        for (int slot = 0; slot < slotsEverUsed; slot++) {
            WorkerPod its = pod[slot];
            if (its != null && its.workers[0] == slot) {
                reserved += its.reserved.size();
            }
        }
        return reserved;
    }

    /** Whether the condition holds of a pod. */
    boolean anyPod(Predicate<WorkerPod> condition) {
        for (int slot = 0; slot < slotsEverUsed; slot++) {
            WorkerPod its = pod[slot];
            if (its != null && its.workers[0] == slot && condition.test(its)) {
                return true;
            }
        }
        return false;
    }

    private void grow(int capacity) {
        pod = Arrays.copyOf(pod, capacity);
        group = Arrays.copyOf(group, capacity);
        job = Arrays.copyOf(job, capacity);
        startNs = Arrays.copyOf(startNs, capacity);
        event = Arrays.copyOf(event, capacity);
        idle = Arrays.copyOf(idle, capacity);
        savingSinceNs = Arrays.copyOf(savingSinceNs, capacity);
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
    }
}
