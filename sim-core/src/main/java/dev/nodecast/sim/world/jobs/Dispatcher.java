package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings jobs and workers together. A free worker takes the first job of the first of its queues that has any; a job that
 * finds several free workers goes to the one that has been free longest.
 */
final class Dispatcher {

    /** The kind of event that tells of the end of a job; its payload is the worker. */
    static final int COMPLETION = 1;

    final JobTable jobs = new JobTable();
    final WorkerTable workers = new WorkerTable();
    final JobQueue[] queues;
    final JobMeter[] meters;
    final List<WorkerGroup> groups = new ArrayList<>();
    private final Simulation simulation;
    private final EventHandler completions;
    private final WorkerGroup[][] groupsOfQueue;

    /** @param completions told when a worker is done with its job */
    Dispatcher(Simulation simulation, WorkloadSpec spec, EventHandler completions) {
        this.simulation = simulation;
        this.completions = completions;
        int count = spec.queues().size();
        this.queues = new JobQueue[count];
        this.meters = new JobMeter[count];
        this.groupsOfQueue = new WorkerGroup[count][];
        spec.workers().forEach(worker -> groups.add(new WorkerGroup(worker)));
        for (int i = 0; i < count; i++) {
            int queue = i;
            queues[i] = new JobQueue(jobs);
            meters[i] = new JobMeter();
            groupsOfQueue[i] = groups.stream()
                    .filter(group -> group.spec.queues().contains(queue))
                    .toArray(WorkerGroup[]::new);
        }
    }

    /** A job is to be worked on: by a free worker, or in its turn at the head or the end of its queue. */
    void enqueue(int job, boolean atHead) {
        if (giveToIdleWorker(job)) {
            return;
        }
        JobQueue queue = queues[jobs.queue[job]];
        if (atHead) {
            queue.addFirst(job, simulation.now());
        } else {
            queue.addLast(job, simulation.now());
        }
    }

    private boolean giveToIdleWorker(int job) {
        for (WorkerGroup group : groupsOfQueue[jobs.queue[job]]) {
            int worker = group.firstIdle;
            if (worker != JobTable.NONE) {
                workers.removeIdle(worker);
                workers.podOf(worker).workBegins(simulation.now());
                begin(worker, job);
                return true;
            }
        }
        return false;
    }

    /** A worker whose pod counts it as working looks for work; it is idle where there is none. */
    void takeOrIdle(int worker) {
        for (int queue : workers.group[worker].queues) {
            if (!queues[queue].isEmpty()) {
                begin(worker, queues[queue].removeFirst(simulation.now()));
                return;
            }
        }
        workers.podOf(worker).workEnds(simulation.now());
        workers.addIdle(worker);
    }

    private void begin(int worker, int job) {
        long nowNs = simulation.now();
        JobMeter meter = meters[jobs.queue[job]];
        WorkerPod pod = workers.podOf(worker);
        if (jobs.firstStartNs[job] < 0) {
            jobs.firstStartNs[job] = nowNs;
            meter.started(nowNs - jobs.arrivalNs[job]);
        }
        meter.running++;
        jobs.attempts[job]++;
        jobs.deliveredNs[job] = nowNs;
        jobs.node[job] = pod.node;
        workers.job[worker] = job;
        workers.startNs[worker] = nowNs;
        long workNs = Math.round((jobs.serviceNs[job] - jobs.savedNs[job]) / pod.speed);
        workers.event[worker] = simulation.schedule(resumeNs(worker) + workNs, completions, COMPLETION, worker);
    }

    /** How long the worker takes, or took, to restore what was saved of its job. */
    long resumeNs(int worker) {
        int job = workers.job[worker];
        return jobs.savedNs[job] > 0 ? workers.group[worker].spec.behaviour().resumeNs() : 0;
    }

    /** Time of a worker that did not bring the job on. */
    void lose(int job, long ns) {
        jobs.lostNs[job] += ns;
        meters[jobs.queue[job]].lostNs += ns;
    }

    /**
     * Checks the conservation of jobs against a count of everything that holds a job.
     *
     * @throws IllegalStateException if a job is missing or counted twice
     */
    void checkConservation() {
        long arrived = 0;
        long completed = 0;
        long waiting = 0;
        long running = 0;
        long awaiting = 0;
        for (int i = 0; i < queues.length; i++) {
            arrived += meters[i].arrived;
            completed += meters[i].completed;
            running += meters[i].running;
            awaiting += meters[i].awaitingRedelivery;
            waiting += queues[i].countedLength();
        }
        long busy = workers.countedBusy();
        long present = jobs.present().length;
        boolean conserved = arrived == completed + waiting + running + awaiting;
        if (!conserved || running != busy || present != arrived - completed) {
            throw new IllegalStateException("at " + simulation.now() + " ns " + arrived + " jobs have arrived, but "
                    + completed + " are completed, " + waiting + " wait, " + running + " run on " + busy
                    + " workers, " + awaiting + " await redelivery and " + present + " are present");
        }
    }
}
