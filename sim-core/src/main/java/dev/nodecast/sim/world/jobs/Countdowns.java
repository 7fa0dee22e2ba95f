package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.Simulation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that have come before their time. A Celery worker takes them from the queue all the same and holds them,
 * unacknowledged and beyond its prefetch limit, until their time has come; then they are its own to execute. So one whose
 * countdown is longer than the visibility timeout is delivered to one worker after the other, and executed by each.
 */
final class Countdowns implements EventHandler {

    private final Simulation simulation;
    private final Dispatcher dispatcher;
    private final Broker broker;
    private final JobTable jobs;
    private final Map<Integer, Held> held = new LinkedHashMap<>();

    private record Held(WorkerPod pod, WorkerGroup group, long event) {}

    Countdowns(Simulation simulation, Dispatcher dispatcher, Broker broker) {
        this.simulation = simulation;
        this.dispatcher = dispatcher;
        this.broker = broker;
        this.jobs = dispatcher.jobs;
    }

    boolean isEarly(int job) {
        return jobs.etaNs[job] > simulation.now();
    }

    void hold(WorkerPod pod, WorkerGroup group, int job) {
        jobs.delivered(job, group.spec.behaviour(), simulation.now());
        meterOf(job).inBackoff++;
        pod.delayed.add(job);
        long event = simulation.scheduleAt(jobs.etaNs[job], this, 0, job);
        held.put(job, new Held(pod, group, event));
        broker.watch(job, jobs.etaNs[job]);
    }

    boolean holds(int job) {
        return held.containsKey(job);
    }

    int count() {
        return held.size();
    }

    /** A pod lets go of all that it holds. */
    List<Integer> takeFrom(WorkerPod pod) {
        List<Integer> all = List.copyOf(pod.delayed);
        for (int job : all) {
            simulation.cancel(release(job).event);
        }
        return all;
    }

    @Override
    public void handle(int kind, long job) {
        Held its = release((int) job);
        dispatcher.execute(its.pod, its.group, (int) job);
    }

    private Held release(int job) {
        Held its = held.remove(job);
        if (its == null) {
            throw new IllegalStateException("nobody holds the message in row " + job);
        }
        its.pod.delayed.remove(job);
        meterOf(job).inBackoff--;
        return its;
    }

    private JobMeter meterOf(int job) {
        return dispatcher.meters[jobs.queue[job]];
    }
}
