package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.cluster.Application;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.measure.JobSink;
import dev.nodecast.sim.world.measure.PodGpus;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.spec.WorkerBehaviour.OnSigterm;
import dev.nodecast.sim.world.spec.WorkerSpec;
import dev.nodecast.sim.world.spec.WorkloadSpec;
import dev.nodecast.sim.world.workload.JobSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs arrive, wait in their queues, and are worked on by the pods of worker Deployments. A free worker takes the first
 * job of the first of its queues that has any; a job that finds several free workers goes to the one that has been free
 * longest.
 *
 * <p>A job in the world is in exactly one place: in a queue, with a worker, or awaiting redelivery.
 */
public final class Workers implements EventHandler {

    private static final int ARRIVAL = 0;
    private static final int COMPLETION = 1;
    private static final int SAVED = 2;
    private static final int REDELIVERY = 3;

    private final Simulation simulation;
    private final JobSource source;
    private final JobSink sink;
    private final JobTable jobs = new JobTable();
    private final WorkerTable workers = new WorkerTable();
    private final Map<SimPod, WorkerPod> pods = new LinkedHashMap<>();
    private final List<WorkerGroup> groups = new ArrayList<>();
    private final WorkerGroup[][] groupsOfQueue;
    private final JobQueue[] queues;
    private final JobMeter[] meters;
    private final FinishedJob row = new FinishedJob(jobs);

    public Workers(Simulation simulation, WorkloadSpec spec, JobSink sink) {
        this.simulation = simulation;
        this.source = spec.jobs().get();
        this.sink = sink;
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

    /** The first job is on its way. */
    public void start() {
        awaitNextArrival();
    }

    /** The application in the pods of the workers' Deployment. */
    public Application application(WorkerSpec spec) {
        WorkerGroup group = groups.stream()
                .filter(candidate -> candidate.spec.equals(spec))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such workers: " + spec.deployment()));
        return new WorkerApplication(group);
    }

    /** What can be read of the queues while the world runs, and what is measured of them. */
    public QueueReadings readings() {
        return new QueueReadings(queues, meters);
    }

    /** Tells the sink of the jobs that are still in the world. */
    public void reportUnfinished() {
        for (int job : jobs.present()) {
            sink.job(row.at(job, -1));
        }
    }

    /**
     * Checks the conservation of jobs against a count of everything that holds a job.
     *
     * @throws IllegalStateException if a job is missing or counted twice
     */
    public void checkConservation() {
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
        if (arrived != completed + waiting + running + awaiting
                || running != workers.countedBusy()
                || jobs.present().length != arrived - completed) {
            throw new IllegalStateException("at " + simulation.now() + " ns " + arrived + " jobs have arrived, but "
                    + completed + " are completed, " + waiting + " wait, " + running + " run on "
                    + workers.countedBusy() + " workers, " + awaiting + " await redelivery and "
                    + jobs.present().length + " are present");
        }
    }

    @Override
    public void handle(int kind, long payload) {
        switch (kind) {
            case ARRIVAL -> arrive();
            case COMPLETION -> complete((int) payload);
            case SAVED -> saved((int) payload);
            case REDELIVERY -> redeliver(payload);
            default -> throw new IllegalArgumentException("unknown kind of event: " + kind);
        }
    }

    private void awaitNextArrival() {
        if (source.advance()) {
            simulation.scheduleAt(source.arrivalNs(), this, ARRIVAL, 0);
        }
    }

    private void arrive() {
        int queue = source.queue();
        int job = jobs.add(simulation.now(), source.serviceNs(), queue);
        meters[queue].arrived++;
        if (!giveToIdleWorker(job)) {
            queues[queue].addLast(job, simulation.now());
        }
        awaitNextArrival();
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

    /** Looks for work; whether there is any. */
    private boolean takeFromQueues(int worker) {
        for (int queue : workers.group[worker].queues) {
            if (!queues[queue].isEmpty()) {
                begin(worker, queues[queue].removeFirst(simulation.now()));
                return true;
            }
        }
        return false;
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
        workers.event[worker] = simulation.schedule(resumeNs(worker, job) + workNs, this, COMPLETION, worker);
    }

    private long resumeNs(int worker, int job) {
        return jobs.savedNs[job] > 0 ? workers.group[worker].spec.behaviour().resumeNs() : 0;
    }

    private void complete(int worker) {
        long nowNs = simulation.now();
        int job = workers.job[worker];
        JobMeter meter = meters[jobs.queue[job]];
        meter.running--;
        meter.completed(nowNs - jobs.arrivalNs[job]);
        lose(job, resumeNs(worker, job));
        if (!sink.equals(JobSink.NONE)) {
            sink.job(row.at(job, nowNs));
        }
        jobs.remove(job);
        workers.job[worker] = JobTable.NONE;
        WorkerPod pod = workers.podOf(worker);
        if (pod.stopping()) {
            pod.workEnds(nowNs);
            stopIfDone(pod);
        } else if (!takeFromQueues(worker)) {
            pod.workEnds(nowNs);
            workers.addIdle(worker);
        }
    }

    private void lose(int job, long ns) {
        jobs.lostNs[job] += ns;
        meters[jobs.queue[job]].lostNs += ns;
    }

    /** A worker leaves its job; what it has worked and not saved by then is lost. */
    private int leaveJob(int worker, long savedWorkNs) {
        int job = workers.job[worker];
        JobMeter meter = meters[jobs.queue[job]];
        WorkerPod pod = workers.podOf(worker);
        simulation.cancel(workers.event[worker]);
        workers.event[worker] = EventQueue.NO_EVENT;
        workers.job[worker] = JobTable.NONE;
        workers.savingSinceNs[worker] = WorkerTable.NOT_SAVING;
        long elapsedNs = simulation.now() - workers.startNs[worker];
        lose(job, elapsedNs - savedWorkNs);
        long progressNs = Math.round(savedWorkNs * pod.speed);
        jobs.savedNs[job] = Math.min(jobs.serviceNs[job], jobs.savedNs[job] + progressNs);
        meter.running--;
        meter.interrupted++;
        pod.workEnds(simulation.now());
        return job;
    }

    /** Time of the present attempt that has gone into the job itself. */
    private long workedNs(int worker) {
        long savingSinceNs = workers.savingSinceNs[worker];
        long untilNs = savingSinceNs == WorkerTable.NOT_SAVING ? simulation.now() : savingSinceNs;
        return Math.max(0, untilNs - workers.startNs[worker] - resumeNs(worker, workers.job[worker]));
    }

    /** The part of it that is safe by the periodic checkpoints. */
    private long periodicallySavedNs(int worker, long workedNs) {
        long interval = workers.group[worker].spec.behaviour().checkpointIntervalNs();
        return interval == 0 ? 0 : workedNs / interval * interval;
    }

    private void sigterm(int worker) {
        WorkerBehaviour behaviour = workers.group[worker].spec.behaviour();
        if (behaviour.onSigterm() == OnSigterm.FINISH) {
            return;
        }
        simulation.cancel(workers.event[worker]);
        if (behaviour.checkpointOnSigterm()) {
            workers.savingSinceNs[worker] = simulation.now();
            workers.event[worker] = simulation.schedule(behaviour.checkpointNs(), this, SAVED, worker);
        } else {
            giveUp(worker, periodicallySavedNs(worker, workedNs(worker)));
        }
    }

    private void saved(int worker) {
        WorkerPod pod = workers.podOf(worker);
        giveUp(worker, workedNs(worker));
        stopIfDone(pod);
    }

    private void giveUp(int worker, long savedWorkNs) {
        WorkerBehaviour behaviour = workers.group[worker].spec.behaviour();
        int job = leaveJob(worker, savedWorkNs);
        if (behaviour.onSigterm() == OnSigterm.REQUEUE) {
            meters[jobs.queue[job]].requeued++;
            comeBack(job, behaviour.requeueAtHead());
        } else {
            awaitRedelivery(job, behaviour);
        }
    }

    private void comeBack(int job, boolean atHead) {
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

    private void awaitRedelivery(int job, WorkerBehaviour behaviour) {
        meters[jobs.queue[job]].awaitingRedelivery++;
        long dueNs = jobs.deliveredNs[job] + behaviour.visibilityTimeoutNs();
        long atHead = behaviour.requeueAtHead() ? 1 : 0;
        simulation.scheduleAt(Math.max(dueNs, simulation.now()), this, REDELIVERY, (long) job << 1 | atHead);
    }

    private void redeliver(long payload) {
        int job = (int) (payload >> 1);
        JobMeter meter = meters[jobs.queue[job]];
        meter.awaitingRedelivery--;
        meter.redelivered++;
        comeBack(job, (payload & 1) != 0);
    }

    private static void stopIfDone(WorkerPod pod) {
        Runnable whenStopped = pod.whenStopped;
        if (whenStopped != null && !pod.busy()) {
            whenStopped.run();
        }
    }

    /** The pods of one Deployment as kubelets see them. */
    private final class WorkerApplication implements Application {

        private final WorkerGroup group;

        WorkerApplication(WorkerGroup group) {
            this.group = group;
        }

        @Override
        public void started(SimPod pod, PodGpus gpus) {
            SimNode node = pod.node();
            if (node == null) {
                return;
            }
            double speed =
                    group.spec.speed().getOrDefault(node.instance().type().name(), 1.0);
            int[] slots = new int[group.spec.concurrency()];
            WorkerPod workerPod = new WorkerPod(node.name(), speed, slots, gpus);
            pods.put(pod, workerPod);
            for (int i = 0; i < slots.length; i++) {
                slots[i] = workers.add(group);
                workers.pod[slots[i]] = workerPod;
                workerPod.workBegins(simulation.now());
                if (!takeFromQueues(slots[i])) {
                    workerPod.workEnds(simulation.now());
                    workers.addIdle(slots[i]);
                }
            }
        }

        @Override
        public void sigterm(SimPod pod, Runnable done) {
            WorkerPod workerPod = pods.get(pod);
            if (workerPod == null) {
                done.run();
                return;
            }
            workerPod.whenStopped = done;
            for (int worker : workerPod.workers) {
                if (workers.idle[worker]) {
                    workers.removeIdle(worker);
                }
            }
            for (int worker : workerPod.workers) {
                if (workers.job[worker] != JobTable.NONE) {
                    Workers.this.sigterm(worker);
                }
            }
            stopIfDone(workerPod);
        }

        @Override
        public void killed(SimPod pod) {
            WorkerPod workerPod = pods.remove(pod);
            if (workerPod == null) {
                return;
            }
            workerPod.whenStopped = null;
            for (int worker : workerPod.workers) {
                if (workers.idle[worker]) {
                    workers.removeIdle(worker);
                }
                if (workers.job[worker] != JobTable.NONE) {
                    long savedNs = periodicallySavedNs(worker, workedNs(worker));
                    awaitRedelivery(leaveJob(worker, savedNs), group.spec.behaviour());
                }
                workers.remove(worker);
            }
        }
    }
}
