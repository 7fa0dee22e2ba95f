package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.cluster.SharedStore;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.spec.WorkerBehaviour.OnSigterm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What becomes of jobs whose workers have to go: saved or not, given back or left to their visibility timeout. */
final class Departures implements EventHandler {

    private static final int SAVED = 0;

    private final Simulation simulation;
    private final Dispatcher dispatcher;
    private final Executions executions;
    private final WorkerTable workers;
    private final SharedStore store;

    /** What workers write to the store at the moment. */
    private final Map<Integer, SharedStore.Load> writing = new LinkedHashMap<>();

    Departures(Simulation simulation, Dispatcher dispatcher, Executions executions, SharedStore store) {
        this.store = store;
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
            workers.savingSinceNs[worker] = simulation.now();
            save(worker, behaviour);
        } else {
            giveUp(worker, executions.periodicallySavedNs(worker));
        }
    }

    private void save(int worker, WorkerBehaviour behaviour) {
        WorkerBehaviour.SharedSave shared = behaviour.sharedSave();
        dispatcher.broker.watch(workers.job[worker], Long.MAX_VALUE);
        if (shared == null) {
            afterWriting(worker, behaviour);
            return;
        }
        workers.event[worker] = EventQueue.NO_EVENT;
        writing.put(worker, store.write(shared.bytes(), shared.bytesPerSecond(), () -> {
            writing.remove(worker);
            afterWriting(worker, behaviour);
        }));
    }

    private void afterWriting(int worker, WorkerBehaviour behaviour) {
        workers.event[worker] = simulation.schedule(behaviour.checkpointNs(), this, SAVED, worker);
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
        SharedStore.Load unfinished = writing.remove(worker);
        if (unfinished != null) {
            store.cancel(unfinished);
        }
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
