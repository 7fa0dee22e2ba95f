package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.world.measure.GpuTime.State;
import dev.nodecast.sim.world.measure.PodGpus;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pod whose workers take jobs: its GPUs are busy while any of them works. */
final class WorkerPod {

    final String node;
    final int[] workers;
    final long startedNs;

    /** How often it looks for overdue messages; 0 for never. */
    final long lookEveryNs;

    /** Jobs that the pod holds and does not work on yet, the first to come first. */
    final ArrayDeque<Integer> reserved = new ArrayDeque<>();

    /** Jobs that the pod holds until their time has come. */
    final Set<Integer> delayed = new LinkedHashSet<>();

    /** Whether the pod is in its group's list of those that would take a job more. */
    boolean hasRoom;

    private final double[] speeds;
    private final PodGpus gpus;
    private int busy;
    private long busySinceNs;
    private long busyNs;

    @Nullable
    Runnable whenStopped;

    /** When its workers look for overdue messages. */
    record Looks(long sinceNs, long everyNs) {}

    /** @param speeds by queue */
    WorkerPod(String node, double[] speeds, int[] workers, PodGpus gpus, Looks looks) {
        this.startedNs = looks.sinceNs;
        this.lookEveryNs = looks.everyNs;
        this.node = node;
        this.speeds = speeds;
        this.workers = workers;
        this.gpus = gpus;
    }

    /** How fast it does the jobs of a queue. */
    double speed(int queue) {
        return speeds[queue];
    }

    boolean stopping() {
        return whenStopped != null;
    }

    /** Tells whoever asked it to stop, if anybody has, that nothing is left to do. */
    void stopIfDone() {
        Runnable done = whenStopped;
        if (done != null && busy == 0) {
            done.run();
        }
    }

    /** Time of work of all its workers together until now. */
    long busyNs(long nowNs) {
        return busyNs + busy * (nowNs - busySinceNs);
    }

    /** The share of its workers that work now. */
    double busyShare() {
        return (double) busy / workers.length;
    }

    void workBegins(long nowNs) {
        account(nowNs);
        if (busy++ == 0) {
            gpus.become(State.BUSY, nowNs);
        }
    }

    void workEnds(long nowNs) {
        account(nowNs);
        if (--busy == 0) {
            gpus.become(State.IDLE, nowNs);
        }
    }

    private void account(long nowNs) {
        busyNs = busyNs(nowNs);
        busySinceNs = nowNs;
    }
}
