package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.world.measure.GpuTime.State;
import dev.nodecast.sim.world.measure.PodGpus;
import dev.nodecast.sim.world.spec.Batching;
import dev.nodecast.sim.world.spec.WorkerSpec;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
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

    /** When the batch that is forming begins though it is not full. */
    long batchStart = EventQueue.NO_EVENT;

    /** How long the batch at work takes; 0 where its jobs do not end together. */
    long batchNs;

    /** Told when its jobs go on faster or slower than before. */
    @Nullable
    Consumer<WorkerPod> whenPaceChanges;

    /** The queues in the order in which it asks them now. */
    final int[] queueOrder;

    private final boolean roundRobin;
    private final double[] speeds;
    private final PodGpus gpus;
    private final Batching batching;
    private int busy;
    private long busySinceNs;
    private long busyNs;
    private long anyBusyNs;
    private double localNs;

    @Nullable
    Runnable whenStopped;

    /**
     * @param speeds by queue
     * @param spec of its Deployment
     */
    WorkerPod(String node, double[] speeds, WorkerSpec spec, PodGpus gpus, long nowNs) {
        this.startedNs = nowNs;
        this.lookEveryNs = spec.behaviour().delivery().restoreIntervalNs();
        this.batching = spec.batching();
        this.workers = new int[spec.concurrency()];
        this.roundRobin = spec.behaviour().delivery().roundRobin();
        this.queueOrder = spec.queues().stream().mapToInt(Integer::intValue).toArray();
        this.node = node;
        this.speeds = speeds;
        this.gpus = gpus;
    }

    /** How fast it does the jobs of a queue. */
    double speed(int queue) {
        return speeds[queue];
    }

    /** It has taken a job from the queue. */
    void took(int queue) {
        if (roundRobin) {
            int last = queueOrder.length - 1;
            for (int i = 0; i < last; i++) {
                if (queueOrder[i] == queue) {
                    queueOrder[i] = queueOrder[i + 1];
                    queueOrder[i + 1] = queue;
                }
            }
        }
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
        paceChanged();
    }

    void workEnds(long nowNs) {
        account(nowNs);
        if (--busy == 0) {
            gpus.become(State.IDLE, nowNs);
        }
        paceChanged();
    }

    private void account(long nowNs) {
        localNs = localNs(nowNs);
        anyBusyNs = anyBusyNs(nowNs);
        busyNs = busyNs(nowNs);
        busySinceNs = nowNs;
    }

    private void paceChanged() {
        Consumer<WorkerPod> listener = whenPaceChanges;
        if (listener != null) {
            listener.accept(this);
        }
    }

    /** Time in which any of its workers works, until now. */
    long anyBusyNs(long nowNs) {
        return anyBusyNs + (busy > 0 ? nowNs - busySinceNs : 0);
    }

    /** Whether its jobs slow each other while they are there. */
    boolean sharesItself() {
        return batching.mode() == Batching.Mode.CONTINUOUS;
    }

    /** How many times as long its jobs take now as one alone. */
    double slowdown() {
        return sharesItself() ? batching.slowdown(busy) : 1;
    }

    /** The time that its jobs live in, which goes by as slowly as they go on; the same as {@code nowNs} where they do not. */
    long timeOfJobs(long nowNs) {
        return sharesItself() ? Math.round(localNs(nowNs)) : nowNs;
    }

    private double localNs(long nowNs) {
        return localNs + (nowNs - busySinceNs) / slowdown();
    }
}
