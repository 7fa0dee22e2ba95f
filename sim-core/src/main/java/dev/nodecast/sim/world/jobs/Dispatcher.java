package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.measure.JobSink;
import dev.nodecast.sim.world.spec.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings jobs and workers together. A free worker takes the first job of the first of its queues that has any; a job that
 * finds several free workers goes to the one that has been free longest.
 */
final class Dispatcher {

    final JobTable jobs = new JobTable();
    final WorkerTable workers = new WorkerTable();
    final JobQueue[] queues;
    final JobMeter[] meters;
    final List<WorkerGroup> groups = new ArrayList<>();
    final Fates fates;
    final Broker broker;
    final Countdowns countdowns;
    final Batches batches;
    private final Simulation simulation;
    private final Executor executor;
    private final WorkerGroup[][] groupsOfQueue;

    /** Executes a job that was given to a worker. */
    @FunctionalInterface
    interface Executor {
        void begin(int worker, int job);
    }

    Dispatcher(Simulation simulation, WorkloadSpec spec, JobSink sink, Executor executor) {
        this.simulation = simulation;
        this.executor = executor;
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
        this.fates = new Fates(simulation, jobs, meters, sink);
        this.broker = new Broker(simulation, this, fates);
        this.countdowns = new Countdowns(simulation, this, broker);
        this.batches = new Batches(simulation, this);
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
                if (countdowns.isEarly(job)) {
                    countdowns.hold(workers.podOf(worker), group, job);
                } else if (Batches.in(group)) {
                    batches.join(worker, job);
                } else {
                    wake(worker, job);
                }
                return true;
            }
        }
        return false;
    }

    private void wake(int worker, int job) {
        workers.removeIdle(worker);
        workers.podOf(worker).workBegins(simulation.now());
        workers.podOf(worker).took(jobs.queue[job]);
        jobs.delivered(job, workers.group[worker].spec.behaviour(), simulation.now());
        begin(worker, job);
    }

    private boolean giveToPodWithRoom(int job) {
        for (WorkerGroup group : groupsOfQueue[jobs.queue[job]]) {
            WorkerPod pod = group.withRoom.pollFirst();
            if (pod != null) {
                pod.hasRoom = false;
                pod.took(jobs.queue[job]);
                take(pod, group, job);
                awaitMore(pod, group);
                return true;
            }
        }
        return false;
    }

    /** A pod takes a job from the broker that it does not work on yet. */
    void take(WorkerPod pod, WorkerGroup group, int job) {
        if (countdowns.isEarly(job)) {
            countdowns.hold(pod, group, job);
        } else {
            jobs.delivered(job, group.spec.behaviour(), simulation.now());
            keep(pod, job);
        }
    }

    /** A pod keeps a job that it has, to work on it later. */
    void keep(WorkerPod pod, int job) {
        broker.watch(job, Long.MAX_VALUE);
        meters[jobs.queue[job]].reserved++;
        pod.reserved.addLast(job);
    }

    /** The first of the jobs that a pod holds, which it holds no longer. */
    int unreserve(WorkerPod pod) {
        int job = pod.reserved.removeFirst();
        meters[jobs.queue[job]].reserved--;
        return job;
    }

    /** A pod executes a job that it has held: now, or when one of its workers is free. */
    void execute(WorkerPod pod, WorkerGroup group, int job) {
        for (int worker : pod.workers) {
            if (workers.idle[worker]) {
                if (Batches.in(group)) {
                    batches.joinHeld(worker, job);
                    return;
                }
                workers.removeIdle(worker);
                pod.workBegins(simulation.now());
                begin(worker, job);
                return;
            }
        }
        keep(pod, job);
    }

    /** Whether a worker or its pod has the job. */
    boolean isHeld(int job) {
        return jobs.worker[job] != JobTable.NONE || countdowns.holds(job) || isReserved(job);
    }

    private boolean isReserved(int job) {
        return workers.anyPod(pod -> pod.reserved.contains(job));
    }

    /** A pod takes as many jobs in advance as it may hold, or waits for them. */
    void fillReserve(WorkerPod pod, WorkerGroup group) {
        fill(pod, group, group.spec.prefetch());
        awaitMore(pod, group);
    }

    /** A pod takes jobs that wait until it holds so many. */
    void fill(WorkerPod pod, WorkerGroup group, int most) {
        int queue = nextQueue(pod);
        while (queue != JobTable.NONE && pod.reserved.size() < most) {
            take(pod, group, removeFirst(pod, queue));
            queue = nextQueue(pod);
        }
    }

    /** The queue that a pod takes its next job from; {@link JobTable#NONE} where all that it serves are empty. */
    private int nextQueue(WorkerPod pod) {
        for (int queue : pod.queueOrder) {
            if (!queues[queue].isEmpty()) {
                return queue;
            }
        }
        return JobTable.NONE;
    }

    private int removeFirst(WorkerPod pod, int queue) {
        pod.took(queue);
        return queues[queue].removeFirst(simulation.now());
    }

    private static void awaitMore(WorkerPod pod, WorkerGroup group) {
        if (!pod.hasRoom && pod.reserved.size() < group.spec.prefetch()) {
            pod.hasRoom = true;
            group.withRoom.addLast(pod);
        }
    }

    /** A pod takes no more jobs in advance, and lets go of those it has. */
    List<Integer> takeReserve(WorkerPod pod, WorkerGroup group) {
        batches.forget(pod);
        if (pod.hasRoom) {
            group.withRoom.remove(pod);
            pod.hasRoom = false;
        }
        List<Integer> held = new ArrayList<>(pod.reserved);
        held.forEach(job -> meters[jobs.queue[job]].reserved--);
        pod.reserved.clear();
        held.addAll(countdowns.takeFrom(pod));
        return held;
    }

    /** A worker whose pod counts it as working looks for work; it is idle where there is none. */
    void takeOrIdle(int worker) {
        WorkerPod pod = workers.podOf(worker);
        WorkerGroup group = workers.group[worker];
        if (Batches.in(group)) {
            batches.left(worker);
            return;
        }
        if (!pod.reserved.isEmpty()) {
            begin(worker, unreserve(pod));
            fillReserve(pod, group);
            return;
        }
        for (int queue = nextQueue(pod); queue != JobTable.NONE; queue = nextQueue(pod)) {
            int job = removeFirst(pod, queue);
            if (!countdowns.isEarly(job)) {
                jobs.delivered(job, group.spec.behaviour(), simulation.now());
                begin(worker, job);
                return;
            }
            countdowns.hold(pod, group, job);
        }
        pod.workEnds(simulation.now());
        workers.addIdle(worker);
    }

    /** A worker, whose pod counts it as working, begins a job. */
    void begin(int worker, int job) {
        JobMeter meter = meters[jobs.queue[job]];
        if (jobs.firstStartNs[job] < 0) {
            firstStart(job, meter);
        }
        meter.running++;
        Twins twins = jobs.twins[job];
        jobs.attempts[job] = twins == null ? jobs.attempts[job] + 1 : ++twins.attempts;
        jobs.node[job] = workers.podOf(worker).node;
        jobs.worker[job] = worker;
        workers.job[worker] = job;
        executor.begin(worker, job);
    }

    private void firstStart(int job, JobMeter meter) {
        Twins twins = jobs.twins[job];
        if (twins != null && twins.firstStartNs >= 0) {
            jobs.firstStartNs[job] = twins.firstStartNs;
            return;
        }
        jobs.firstStartNs[job] = simulation.now();
        if (twins != null) {
            twins.firstStartNs = simulation.now();
        }
        meter.started(simulation.now() - jobs.arrivalNs[job]);
    }
}
