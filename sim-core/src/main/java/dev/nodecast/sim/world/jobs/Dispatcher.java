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
        if (giveToIdleWorker(job) || giveToPodWithRoom(job)) {
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

    private boolean giveToPodWithRoom(int job) {
        for (WorkerGroup group : groupsOfQueue[jobs.queue[job]]) {
            WorkerPod pod = group.withRoom.pollFirst();
            if (pod != null) {
                pod.hasRoom = false;
                reserve(pod, job);
                awaitMore(pod, group);
                return true;
            }
        }
        return false;
    }

    private void reserve(WorkerPod pod, int job) {
        jobs.deliveredNs[job] = simulation.now();
        meters[jobs.queue[job]].reserved++;
        pod.reserved.addLast(job);
    }

    /** A pod takes as many jobs in advance as it may hold, or waits for them. */
    void fillReserve(WorkerPod pod, WorkerGroup group) {
        for (int queue : group.queues) {
            while (pod.reserved.size() < group.spec.prefetch() && !queues[queue].isEmpty()) {
                reserve(pod, queues[queue].removeFirst(simulation.now()));
            }
        }
        awaitMore(pod, group);
    }

    private static void awaitMore(WorkerPod pod, WorkerGroup group) {
        if (!pod.hasRoom && pod.reserved.size() < group.spec.prefetch()) {
            pod.hasRoom = true;
            group.withRoom.addLast(pod);
        }
    }

    /** A pod takes no more jobs in advance, and lets go of those it has. */
    List<Integer> takeReserve(WorkerPod pod, WorkerGroup group) {
        if (pod.hasRoom) {
            group.withRoom.remove(pod);
            pod.hasRoom = false;
        }
        List<Integer> held = List.copyOf(pod.reserved);
        held.forEach(job -> meters[jobs.queue[job]].reserved--);
        pod.reserved.clear();
        return held;
    }

    /** A worker whose pod counts it as working looks for work; it is idle where there is none. */
    void takeOrIdle(int worker) {
        WorkerPod pod = workers.podOf(worker);
        Integer held = pod.reserved.pollFirst();
        if (held != null) {
            meters[jobs.queue[held]].reserved--;
            long deliveredNs = jobs.deliveredNs[held];
            begin(worker, held);
            jobs.deliveredNs[held] = deliveredNs;
            fillReserve(pod, workers.group[worker]);
            return;
        }
        for (int queue : workers.group[worker].queues) {
            if (!queues[queue].isEmpty()) {
                begin(worker, queues[queue].removeFirst(simulation.now()));
                return;
            }
        }
        pod.workEnds(simulation.now());
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
        long workNs = workNs(worker);
        long durationNs =
                resumeNs(worker) + Checkpoints.of(workers.group[worker]).durationNs(workNs);
        workers.event[worker] = simulation.schedule(durationNs, completions, COMPLETION, worker);
    }

    /** What was left to do of a worker's job when it began, at its speed. */
    long workNs(int worker) {
        int job = workers.job[worker];
        double speed = workers.podOf(worker).speed(jobs.queue[job]);
        return Math.round((jobs.serviceNs[job] - jobs.savedNs[job]) / speed);
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
        long reserved = 0;
        long awaiting = 0;
        for (int i = 0; i < queues.length; i++) {
            arrived += meters[i].arrived;
            completed += meters[i].completed;
            running += meters[i].running;
            reserved += meters[i].reserved;
            awaiting += meters[i].awaitingRedelivery;
            waiting += queues[i].countedLength();
        }
        long busy = workers.countedBusy();
        long present = jobs.present().length;
        boolean conserved = arrived == completed + waiting + running + reserved + awaiting;
        boolean held = reserved == workers.countedReserved();
        if (!conserved || !held || running != busy || present != arrived - completed) {
            throw new IllegalStateException("at " + simulation.now() + " ns " + arrived + " jobs have arrived, but "
                    + completed + " are completed, " + waiting + " wait, " + running + " run on " + busy
                    + " workers, " + reserved + " are reserved, " + awaiting + " await redelivery and " + present
                    + " are present");
        }
    }
}
