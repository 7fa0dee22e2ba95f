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
        jobs.delivered(job, workers.group[worker].spec.behaviour(), simulation.now());
        begin(worker, job);
    }

    private boolean giveToPodWithRoom(int job) {
        for (WorkerGroup group : groupsOfQueue[jobs.queue[job]]) {
            WorkerPod pod = group.withRoom.pollFirst();
            if (pod != null) {
                pod.hasRoom = false;
                take(pod, group, job);
                awaitMore(pod, group);
                return true;
            }
        }
        return false;
    }

    private void take(WorkerPod pod, WorkerGroup group, int job) {
        if (countdowns.isEarly(job)) {
            countdowns.hold(pod, group, job);
        } else {
            jobs.delivered(job, group.spec.behaviour(), simulation.now());
            broker.watch(job, Long.MAX_VALUE);
            reserve(pod, job);
        }
    }

    private void reserve(WorkerPod pod, int job) {
        meters[jobs.queue[job]].reserved++;
        pod.reserved.addLast(job);
    }

    /** A pod executes a job that it has held: now, or when one of its workers is free. */
    void execute(WorkerPod pod, WorkerGroup group, int job) {
        for (int worker : pod.workers) {
            if (workers.idle[worker]) {
                workers.removeIdle(worker);
                pod.workBegins(simulation.now());
                begin(worker, job);
                return;
            }
        }
        broker.watch(job, Long.MAX_VALUE);
        reserve(pod, job);
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
        for (int queue : group.queues) {
            while (pod.reserved.size() < group.spec.prefetch() && !queues[queue].isEmpty()) {
                take(pod, group, queues[queue].removeFirst(simulation.now()));
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
        Integer held = pod.reserved.pollFirst();
        if (held != null) {
            meters[jobs.queue[held]].reserved--;
            begin(worker, held);
            fillReserve(pod, group);
            return;
        }
        for (int queue : group.queues) {
            while (!queues[queue].isEmpty()) {
                int job = queues[queue].removeFirst(simulation.now());
                if (!countdowns.isEarly(job)) {
                    jobs.delivered(job, group.spec.behaviour(), simulation.now());
                    begin(worker, job);
                    return;
                }
                countdowns.hold(pod, group, job);
            }
        }
        pod.workEnds(simulation.now());
        workers.addIdle(worker);
    }

    private void begin(int worker, int job) {
        long nowNs = simulation.now();
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
        workers.startNs[worker] = nowNs;
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
