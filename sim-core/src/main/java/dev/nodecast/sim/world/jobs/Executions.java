package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.spec.TaskBehaviour;
import dev.nodecast.sim.world.spec.TaskBehaviour.OnSoftLimit;
import dev.nodecast.sim.world.spec.TaskBehaviour.TimeLimits;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.spec.WorkloadSpec;

/**
 * The executions of jobs by workers, from their beginning to whatever ends them first: the work is done, an exception, the
 * loss of the child process, or a time limit. What becomes of the message then follows Celery's
 * {@code worker/request.py}.
 */
final class Executions implements EventHandler {

    private static final int DONE = 0;
    private static final int EXCEPTION = 1;
    private static final int CHILD_LOST = 2;
    private static final int SOFT_LIMIT = 3;
    private static final int HARD_LIMIT = 4;
    private static final int SAVED = 5;

    private final Simulation simulation;
    private final WorkloadSpec spec;
    private final Dispatcher dispatcher;
    private final JobTable jobs;
    private final WorkerTable workers;
    private final RandomStreams.Family outcomes;
    private final RandomStreams.Family jitters;

    /** What ends an execution, and when, counted from its beginning. */
    private record Ending(int kind, long afterNs) {
        Ending atMost(int otherKind, long otherNs) {
            return otherNs > 0 && otherNs < afterNs ? new Ending(otherKind, otherNs) : this;
        }
    }

    Executions(Simulation simulation, WorkloadSpec spec, Dispatcher dispatcher, RandomStreams streams) {
        this.simulation = simulation;
        this.spec = spec;
        this.dispatcher = dispatcher;
        this.jobs = dispatcher.jobs;
        this.workers = dispatcher.workers;
        this.outcomes = streams.family("task-outcome");
        this.jitters = streams.family("retry-jitter");
    }

    @Override
    public void handle(int kind, long payload) {
        int worker = (int) payload;
        switch (kind) {
            case DONE -> done(worker);
            case EXCEPTION -> exception(worker);
            case CHILD_LOST -> childLost(worker);
            case SOFT_LIMIT -> softLimit(worker);
            case HARD_LIMIT -> hardLimit(worker);
            case SAVED -> saved(worker);
            default -> throw new IllegalArgumentException("unknown kind of event: " + kind);
        }
    }

    /** A worker has been given a job. */
    void begin(int worker, int job) {
        long lengthNs = resumeNs(worker) + Checkpoints.of(workers.group[worker]).durationNs(workNs(worker));
        TaskBehaviour task = task(job);
        Ending ending = task.plain() ? new Ending(DONE, lengthNs) : ending(job, task, lengthNs);
        if (behaviour(worker).delivery().acksLate()) {
            dispatcher.broker.watch(job, simulation.now() + ending.afterNs + savingNs(ending, worker));
        } else {
            dispatcher.broker.acknowledged(job);
        }
        workers.event[worker] = simulation.schedule(ending.afterNs, this, ending.kind, worker);
    }

    private long savingNs(Ending ending, int worker) {
        return ending.kind == SOFT_LIMIT ? behaviour(worker).periodicCheckpointNs() : 0;
    }

    private Ending ending(int job, TaskBehaviour task, long lengthNs) {
        Ending ending = new Ending(DONE, lengthNs);
        if (task.failureProbability() + task.workerLostProbability() > 0) {
            RandomStream random = outcomes.stream(execution(job));
            double what = random.nextDouble();
            double when = random.nextDouble();
            boolean exception = what < task.failureProbability();
            if (what < task.failureProbability() + task.workerLostProbability()) {
                ending = new Ending(exception ? EXCEPTION : CHILD_LOST, (long) (when * lengthNs));
            }
        }
        TimeLimits limits = task.limits();
        return ending.atMost(SOFT_LIMIT, limits.softNs()).atMost(HARD_LIMIT, limits.hardNs());
    }

    /** A number for the job's present execution. */
    private long execution(int job) {
        return jobs.id[job] << 20 | jobs.attempts[job];
    }

    private void done(int worker) {
        int job = workers.job[worker];
        long spentNs = simulation.now() - workers.startNs[worker];
        long workNs = workNs(worker);
        vacate(worker);
        dispatcher.broker.acknowledged(job);
        dispatcher.fates.completed(job, spentNs, workNs);
        next(worker);
    }

    private void exception(int worker) {
        int job = leave(worker, periodicallySavedNs(worker));
        meterOf(job).failedExecutions++;
        retry(job);
        next(worker);
    }

    private void childLost(int worker) {
        WorkerBehaviour.Delivery delivery = behaviour(worker).delivery();
        int job = leave(worker, periodicallySavedNs(worker));
        meterOf(job).workersLost++;
        if (delivery.acksLate() && delivery.rejectOnWorkerLost()) {
            dispatcher.broker.givenBack(job, false);
        } else {
            fail(job);
        }
        next(worker);
    }

    private void softLimit(int worker) {
        TimeLimits limits = task(workers.job[worker]).limits();
        meterOf(workers.job[worker]).softLimits++;
        if (limits.onSoft() == OnSoftLimit.REQUEUE) {
            workers.savingSinceNs[worker] = simulation.now();
            Ending ending = new Ending(
                            SAVED, limits.softNs() + behaviour(worker).periodicCheckpointNs())
                    .atMost(HARD_LIMIT, limits.hardNs());
            workers.event[worker] = simulation.schedule(ending.afterNs - limits.softNs(), this, ending.kind, worker);
            return;
        }
        int job = leave(worker, periodicallySavedNs(worker));
        if (limits.onSoft() == OnSoftLimit.RETRY) {
            retry(job);
        } else {
            fail(job);
        }
        next(worker);
    }

    private void hardLimit(int worker) {
        int job = leave(worker, periodicallySavedNs(worker));
        meterOf(job).hardLimits++;
        fail(job);
        next(worker);
    }

    private void saved(int worker) {
        boolean atHead = behaviour(worker).requeueAtHead();
        int job = leave(worker, workedNs(worker));
        meterOf(job).requeued++;
        publish(job, atHead);
        next(worker);
    }

    /** Publishes the job again, to be executed later, unless it has been retried often enough. */
    private void retry(int job) {
        TaskBehaviour.Retries retries = task(job).retries();
        if (jobs.retries[job] >= retries.max()) {
            fail(job);
            return;
        }
        meterOf(job).retried++;
        jobs.etaNs[job] = simulation.now() + retries.countdownNs(jobs.retries[job], jitters.stream(execution(job)));
        jobs.retries[job]++;
        publish(job, false);
    }

    private void fail(int job) {
        dispatcher.broker.acknowledged(job);
        dispatcher.fates.gone(job);
    }

    /** The job is a new message; that of the execution that has ended is acknowledged. */
    void publish(int job, boolean atHead) {
        dispatcher.broker.acknowledged(job);
        jobs.published(job);
        dispatcher.enqueue(job, atHead);
    }

    /** The worker looks for another job, unless its pod stops. */
    private void next(int worker) {
        WorkerPod pod = workers.podOf(worker);
        if (pod.stopping()) {
            pod.workEnds(simulation.now());
            pod.stopIfDone();
        } else {
            dispatcher.takeOrIdle(worker);
        }
    }

    /** A worker leaves its job unfinished; what it has worked and not saved by then is lost. */
    int leave(int worker, long savedWorkNs) {
        int job = workers.job[worker];
        dispatcher.fates.lose(job, simulation.now() - workers.startNs[worker] - savedWorkNs);
        long progressNs = Math.round(savedWorkNs * workers.podOf(worker).speed(jobs.queue[job]));
        jobs.savedNs[job] = Math.min(jobs.serviceNs[job], jobs.savedNs[job] + progressNs);
        jobs.investedNs[job] += savedWorkNs;
        vacate(worker);
        return job;
    }

    private void vacate(int worker) {
        int job = workers.job[worker];
        simulation.cancel(workers.event[worker]);
        workers.event[worker] = EventQueue.NO_EVENT;
        workers.job[worker] = JobTable.NONE;
        workers.savingSinceNs[worker] = WorkerTable.NOT_SAVING;
        jobs.worker[job] = JobTable.NONE;
        meterOf(job).running--;
    }

    /** What was left to do of a worker's job when it began, at its speed. */
    private long workNs(int worker) {
        int job = workers.job[worker];
        double speed = workers.podOf(worker).speed(jobs.queue[job]);
        return Math.round((jobs.serviceNs[job] - jobs.savedNs[job]) / speed);
    }

    /** How long the worker takes, or took, to restore what was saved of its job. */
    private long resumeNs(int worker) {
        int job = workers.job[worker];
        return jobs.savedNs[job] > 0 ? workers.group[worker].spec.behaviour().resumeNs() : 0;
    }

    /** Time of the present execution that has gone into the job itself. */
    long workedNs(int worker) {
        return Checkpoints.of(workers.group[worker]).workedNs(untilNs(worker) - beganNs(worker));
    }

    /** The part of it that is safe by the periodic checkpoints. */
    long periodicallySavedNs(int worker) {
        return Checkpoints.of(workers.group[worker]).savedNs(untilNs(worker) - beganNs(worker));
    }

    private long untilNs(int worker) {
        long savingSinceNs = workers.savingSinceNs[worker];
        return savingSinceNs == WorkerTable.NOT_SAVING ? simulation.now() : savingSinceNs;
    }

    private long beganNs(int worker) {
        return workers.startNs[worker] + resumeNs(worker);
    }

    private TaskBehaviour task(int job) {
        return spec.task(jobs.queue[job]);
    }

    private WorkerBehaviour behaviour(int worker) {
        return workers.group[worker].spec.behaviour();
    }

    private JobMeter meterOf(int job) {
        return dispatcher.meters[jobs.queue[job]];
    }
}
