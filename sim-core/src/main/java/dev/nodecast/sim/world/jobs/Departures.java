package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.spec.WorkerBehaviour.OnSigterm;
import java.util.List;

/** What becomes of jobs whose workers have to go: saved or not, given back or left to their visibility timeout. */
final class Departures implements EventHandler {

    private static final int SAVED = 0;

    private final Simulation simulation;
    private final Dispatcher dispatcher;
    private final Executions executions;
    private final WorkerTable workers;

    Departures(Simulation simulation, Dispatcher dispatcher, Executions executions) {
        this.simulation = simulation;
        this.dispatcher = dispatcher;
        this.executions = executions;
        this.workers = dispatcher.workers;
    }

    @Override
    public void handle(int kind, long payload) {
        if (kind != SAVED) {
            throw new IllegalArgumentException("unknown kind of event: " + kind);
        }
        saved((int) payload);
    }

    /** A worker that has a job is told to stop. One that saves its job already goes on with that. */
    void sigterm(int worker) {
        WorkerBehaviour behaviour = behaviour(worker);
        if (behaviour.onSigterm() == OnSigterm.FINISH || workers.savingSinceNs[worker] != WorkerTable.NOT_SAVING) {
            return;
        }
        simulation.cancel(workers.event[worker]);
        if (behaviour.checkpointOnSigterm()) {
            long savedNs = simulation.now() + behaviour.checkpointNs();
            workers.savingSinceNs[worker] = simulation.now();
            workers.event[worker] = simulation.scheduleAt(savedNs, this, SAVED, worker);
            dispatcher.broker.watch(workers.job[worker], savedNs);
        } else {
            giveUp(worker, executions.periodicallySavedNs(worker));
        }
    }

    private void saved(int worker) {
        WorkerPod pod = workers.podOf(worker);
        giveUp(worker, executions.workedNs(worker));
        pod.stopIfDone();
    }

    private void giveUp(int worker, long savedWorkNs) {
        WorkerBehaviour behaviour = behaviour(worker);
        int job = leaveJob(worker, savedWorkNs);
        if (behaviour.onSigterm() == OnSigterm.REQUEUE) {
            meterOf(job).requeued++;
            executions.publish(job, behaviour.requeueAtHead());
        } else {
            dispatcher.broker.lost(job);
        }
    }

    /** A worker that has a job is gone, without a word. */
    void killed(int worker) {
        dispatcher.broker.lost(leaveJob(worker, executions.periodicallySavedNs(worker)));
    }

    /** A pod that stops in order gives back what it has not begun. */
    void giveBack(List<Integer> held, WorkerBehaviour behaviour) {
        List<Integer> inOrder = behaviour.requeueAtHead() ? held.reversed() : held;
        inOrder.forEach(job -> dispatcher.broker.givenBack(job, behaviour.requeueAtHead()));
    }

    /** A pod is gone with what it had not begun; that comes back as what it had begun does. */
    void abandon(List<Integer> held) {
        held.forEach(dispatcher.broker::lost);
    }

    private int leaveJob(int worker, long savedWorkNs) {
        WorkerPod pod = workers.podOf(worker);
        int job = executions.leave(worker, savedWorkNs);
        meterOf(job).interrupted++;
        pod.workEnds(simulation.now());
        return job;
    }

    private WorkerBehaviour behaviour(int worker) {
        return workers.group[worker].spec.behaviour();
    }

    private JobMeter meterOf(int job) {
        return dispatcher.meters[dispatcher.jobs.queue[job]];
    }
}
