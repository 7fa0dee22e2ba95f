package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.Batching;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Pods whose jobs begin and end together (NVIDIA Triton's dynamic batcher). A pod that is free gathers jobs, which count as
 * held by it, until it has as many as it may have at once or the oldest of them has waited long enough.
 */
final class Batches implements EventHandler {

    private final Simulation simulation;
    private final Dispatcher dispatcher;
    private final JobTable jobs;
    private final WorkerTable workers;

    Batches(Simulation simulation, Dispatcher dispatcher) {
        this.simulation = simulation;
        this.dispatcher = dispatcher;
        this.jobs = dispatcher.jobs;
        this.workers = dispatcher.workers;
    }

    static boolean in(WorkerGroup group) {
        return group.spec.batching().mode() == Batching.Mode.DYNAMIC;
    }

    /** The oldest job of a batch has waited long enough. */
    @Override
    public void handle(int kind, long worker) {
        begin(workers.podOf((int) worker), workers.group[(int) worker]);
    }

    /** A job joins the batch of a pod that has a worker free. */
    void join(int freeWorker, int job) {
        WorkerPod pod = workers.podOf(freeWorker);
        workers.removeIdle(freeWorker);
        dispatcher.take(pod, workers.group[freeWorker], job);
        beginIfDue(pod, workers.group[freeWorker]);
    }

    /** A job that the pod has held until now joins its batch. */
    void joinHeld(int freeWorker, int job) {
        WorkerPod pod = workers.podOf(freeWorker);
        workers.removeIdle(freeWorker);
        dispatcher.keep(pod, job);
        beginIfDue(pod, workers.group[freeWorker]);
    }

    /** A worker has left its batch; with the last of them the pod gathers another. */
    void left(int worker) {
        WorkerPod pod = workers.podOf(worker);
        pod.workEnds(simulation.now());
        for (int other : pod.workers) {
            if (workers.job[other] != JobTable.NONE) {
                return;
            }
        }
        gather(pod, workers.group[worker]);
    }

    /** A pod that is free takes what waits, and the rest of its workers wait. */
    void gather(WorkerPod pod, WorkerGroup group) {
        pod.batchNs = 0;
        dispatcher.fill(pod, group, pod.workers.length);
        for (int i = Math.min(pod.reserved.size(), pod.workers.length); i < pod.workers.length; i++) {
            workers.addIdle(pod.workers[i]);
        }
        beginIfDue(pod, group);
    }

    private void beginIfDue(WorkerPod pod, WorkerGroup group) {
        if (pod.reserved.isEmpty()) {
            return;
        }
        long oldestNs = Long.MAX_VALUE;
        for (int job : pod.reserved) {
            oldestNs = Math.min(oldestNs, jobs.arrivalNs[job]);
        }
        long dueNs = oldestNs + group.spec.batching().maxWaitNs();
        if (pod.reserved.size() >= pod.workers.length || dueNs <= simulation.now()) {
            begin(pod, group);
        } else if (!simulation.isPending(pod.batchStart)) {
            pod.batchStart = simulation.scheduleAt(dueNs, this, 0, pod.workers[0]);
        }
    }

    private void begin(WorkerPod pod, WorkerGroup group) {
        forget(pod);
        for (int worker : pod.workers) {
            if (workers.idle[worker]) {
                workers.removeIdle(worker);
            }
        }
        List<Integer> batch = new ArrayList<>();
        ArrayDeque<Integer> held = pod.reserved;
        while (batch.size() < pod.workers.length && !held.isEmpty()) {
            batch.add(dispatcher.unreserve(pod));
        }
        pod.batchNs = lengthNs(pod, group, batch);
        for (int i = 0; i < batch.size(); i++) {
            pod.workBegins(simulation.now());
            dispatcher.begin(pod.workers[i], batch.get(i));
        }
    }

    /** As long as the longest of the jobs alone, and longer by what the others add. */
    private long lengthNs(WorkerPod pod, WorkerGroup group, List<Integer> batch) {
        double longestNs = 0;
        for (int job : batch) {
            longestNs = Math.max(longestNs, (jobs.serviceNs[job] - jobs.savedNs[job]) / pod.speed(jobs.queue[job]));
        }
        return Math.round(group.spec.batching().slowdown(batch.size()) * longestNs);
    }

    /** A pod gathers no more. */
    void forget(WorkerPod pod) {
        simulation.cancel(pod.batchStart);
        pod.batchStart = EventQueue.NO_EVENT;
    }
}
