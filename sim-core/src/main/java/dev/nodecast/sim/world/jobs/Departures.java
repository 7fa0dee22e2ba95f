package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.spec.WorkerBehaviour.OnSigterm;
import java.util.List;

/** What becomes of jobs whose workers have to go: saved or not, given back or left to their visibility timeout. */
final class Departures implements EventHandler {

    private static final int SAVED = 0;
    private static final int REDELIVERY = 1;

    private final Simulation simulation;
    private final Dispatcher dispatcher;
    private final JobTable jobs;
    private final WorkerTable workers;

    Departures(Simulation simulation, Dispatcher dispatcher) {
        this.simulation = simulation;
        this.dispatcher = dispatcher;
        this.jobs = dispatcher.jobs;
        this.workers = dispatcher.workers;
    }

    @Override
    public void handle(int kind, long payload) {
        switch (kind) {
            case SAVED -> saved((int) payload);
            case REDELIVERY -> redeliver(payload);
            default -> throw new IllegalArgumentException("unknown kind of event: " + kind);
        }
    }

    /** A worker that has a job is told to stop. */
    void sigterm(int worker) {
        WorkerBehaviour behaviour = behaviour(worker);
        if (behaviour.onSigterm() == OnSigterm.FINISH) {
            return;
        }
        simulation.cancel(workers.event[worker]);
        if (behaviour.checkpointOnSigterm()) {
            workers.savingSinceNs[worker] = simulation.now();
            workers.event[worker] = simulation.schedule(behaviour.checkpointNs(), this, SAVED, worker);
        } else {
            giveUp(worker, periodicallySavedNs(worker));
        }
    }

    private void saved(int worker) {
        WorkerPod pod = workers.podOf(worker);
        giveUp(worker, workedNs(worker));
        pod.stopIfDone();
    }

    private void giveUp(int worker, long savedWorkNs) {
        WorkerBehaviour behaviour = behaviour(worker);
        int job = leaveJob(worker, savedWorkNs);
        if (behaviour.onSigterm() == OnSigterm.REQUEUE) {
            meterOf(job).requeued++;
            dispatcher.enqueue(job, behaviour.requeueAtHead());
        } else {
            awaitRedelivery(job, behaviour);
        }
    }

    /** A worker that has a job is gone, without a word. */
    void killed(int worker) {
        WorkerBehaviour behaviour = behaviour(worker);
        awaitRedelivery(leaveJob(worker, periodicallySavedNs(worker)), behaviour);
    }

    /** A pod that stops in order gives back what it has not begun. */
    void giveBack(List<Integer> held, WorkerBehaviour behaviour) {
        List<Integer> inOrder = behaviour.requeueAtHead() ? held.reversed() : held;
        inOrder.forEach(job -> dispatcher.enqueue(job, behaviour.requeueAtHead()));
    }

    /** A pod is gone with what it had not begun; that comes back as what it had begun does. */
    void abandon(List<Integer> held, WorkerBehaviour behaviour) {
        held.forEach(job -> awaitRedelivery(job, behaviour));
    }

    /** A worker leaves its job; what it has worked and not saved by then is lost. */
    private int leaveJob(int worker, long savedWorkNs) {
        int job = workers.job[worker];
        WorkerPod pod = workers.podOf(worker);
        simulation.cancel(workers.event[worker]);
        workers.event[worker] = EventQueue.NO_EVENT;
        workers.job[worker] = JobTable.NONE;
        workers.savingSinceNs[worker] = WorkerTable.NOT_SAVING;
        long elapsedNs = simulation.now() - workers.startNs[worker];
        dispatcher.lose(job, elapsedNs - savedWorkNs);
        long progressNs = Math.round(savedWorkNs * pod.speed(jobs.queue[job]));
        jobs.savedNs[job] = Math.min(jobs.serviceNs[job], jobs.savedNs[job] + progressNs);
        JobMeter meter = meterOf(job);
        meter.running--;
        meter.interrupted++;
        pod.workEnds(simulation.now());
        return job;
    }

    /** Time of the present attempt that has gone into the job itself. */
    private long workedNs(int worker) {
        long savingSinceNs = workers.savingSinceNs[worker];
        long untilNs = savingSinceNs == WorkerTable.NOT_SAVING ? simulation.now() : savingSinceNs;
        return Checkpoints.of(workers.group[worker]).workedNs(untilNs - beganNs(worker));
    }

    private long beganNs(int worker) {
        return workers.startNs[worker] + dispatcher.resumeNs(worker);
    }

    /** The part of it that is safe by the periodic checkpoints. */
    private long periodicallySavedNs(int worker) {
        long savingSinceNs = workers.savingSinceNs[worker];
        long untilNs = savingSinceNs == WorkerTable.NOT_SAVING ? simulation.now() : savingSinceNs;
        return Checkpoints.of(workers.group[worker]).savedNs(untilNs - beganNs(worker));
    }

    private void awaitRedelivery(int job, WorkerBehaviour behaviour) {
        meterOf(job).awaitingRedelivery++;
        long dueNs = jobs.deliveredNs[job] + behaviour.visibilityTimeoutNs();
        long atHead = behaviour.requeueAtHead() ? 1 : 0;
        simulation.scheduleAt(Math.max(dueNs, simulation.now()), this, REDELIVERY, (long) job << 1 | atHead);
    }

    private void redeliver(long payload) {
        int job = (int) (payload >> 1);
        JobMeter meter = meterOf(job);
        meter.awaitingRedelivery--;
        meter.redelivered++;
        dispatcher.enqueue(job, (payload & 1) != 0);
    }

    private WorkerBehaviour behaviour(int worker) {
        return workers.group[worker].spec.behaviour();
    }

    private JobMeter meterOf(int job) {
        return dispatcher.meters[jobs.queue[job]];
    }
}
