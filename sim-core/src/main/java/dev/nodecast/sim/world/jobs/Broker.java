package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Redis as a broker of messages that were delivered and not acknowledged. Kombu keeps them with the time of their delivery;
 * workers look now and then for those older than the visibility timeout and put them back where the next of their queue is
 * taken ({@code QoS.restore_visible}), whether or not somebody still works on them.
 */
final class Broker implements EventHandler {

    private static final int OVERDUE = 0;
    private static final int LOOK = 1;

    private final Simulation simulation;
    private final Dispatcher dispatcher;
    private final Fates fates;
    private final JobTable jobs;
    private final ArrayDeque<Overdue> overdue = new ArrayDeque<>();
    private final List<WorkerPod> pods = new ArrayList<>();
    private long nextLook = EventQueue.NO_EVENT;
    private long nextLookNs;

    /** A delivery that was not acknowledged in time, and that no worker has found yet. */
    private record Overdue(int job, long id, long deliveredNs) {}

    Broker(Simulation simulation, Dispatcher dispatcher, Fates fates) {
        this.simulation = simulation;
        this.dispatcher = dispatcher;
        this.fates = fates;
        this.jobs = dispatcher.jobs;
    }

    @Override
    public void handle(int kind, long payload) {
        switch (kind) {
            case OVERDUE -> overdue((int) payload);
            case LOOK -> look();
            default -> throw new IllegalArgumentException("unknown kind of event: " + kind);
        }
    }

    /** A message is held, at least until then unless its holder goes: it may become overdue meanwhile. */
    void watch(int job, long untilNs) {
        simulation.cancel(jobs.timeout[job]);
        long dueNs = dueNs(job);
        jobs.timeout[job] = jobs.tracked[job] && dueNs < untilNs
                ? simulation.scheduleAt(Math.max(dueNs, simulation.now()), this, OVERDUE, job)
                : EventQueue.NO_EVENT;
    }

    /** The message needs no further watching: it is deleted, and nobody will deliver it again. */
    void acknowledged(int job) {
        simulation.cancel(jobs.timeout[job]);
        jobs.timeout[job] = EventQueue.NO_EVENT;
        jobs.tracked[job] = false;
    }

    /** The message's holder is gone without a word. */
    void lost(int job) {
        simulation.cancel(jobs.timeout[job]);
        jobs.timeout[job] = EventQueue.NO_EVENT;
        if (!jobs.tracked[job]) {
            fates.gone(job);
            return;
        }
        jobs.awaiting[job] = true;
        meterOf(job).awaitingRedelivery++;
        jobs.timeout[job] = simulation.scheduleAt(Math.max(dueNs(job), simulation.now()), this, OVERDUE, job);
    }

    /** The holder puts a message that it has not begun back into its queue; one that is overdue already is there. */
    void givenBack(int job, boolean atHead) {
        boolean known = jobs.tracked[job];
        acknowledged(job);
        if (known) {
            jobs.published(job);
            dispatcher.enqueue(job, atHead);
        } else {
            fates.gone(job);
        }
    }

    private long dueNs(int job) {
        return jobs.deliveredNs[job] + jobs.behaviourOf(job).visibilityTimeoutNs();
    }

    private void overdue(int job) {
        jobs.timeout[job] = EventQueue.NO_EVENT;
        if (jobs.behaviourOf(job).delivery().restoreIntervalNs() == 0) {
            restore(job);
        } else {
            overdue.addLast(new Overdue(job, jobs.id[job], jobs.deliveredNs[job]));
            planLook();
        }
    }

    private void restore(int job) {
        WorkerBehaviour behaviour = jobs.behaviourOf(job);
        JobMeter meter = meterOf(job);
        meter.redelivered++;
        if (jobs.awaiting[job]) {
            meter.awaitingRedelivery--;
            jobs.published(job);
            dispatcher.enqueue(job, behaviour.requeueAtHead());
        } else {
            jobs.tracked[job] = false;
            meter.duplicated++;
            dispatcher.enqueue(jobs.copy(job), behaviour.requeueAtHead());
        }
    }

    /** A pod's workers connect, which is also when they first look for overdue messages. */
    void connected(WorkerPod pod) {
        if (pod.lookEveryNs > 0) {
            pods.add(pod);
            planLook();
        }
    }

    void disconnected(WorkerPod pod) {
        pods.remove(pod);
    }

    private void planLook() {
        long soonestNs = Long.MAX_VALUE;
        for (WorkerPod pod : overdue.isEmpty() ? List.<WorkerPod>of() : pods) {
            long looks = Math.ceilDiv(simulation.now() - pod.startedNs, pod.lookEveryNs);
            soonestNs = Math.min(soonestNs, pod.startedNs + looks * pod.lookEveryNs);
        }
        boolean planned = simulation.isPending(nextLook) && nextLookNs <= soonestNs;
        if (soonestNs < Long.MAX_VALUE && !planned) {
            simulation.cancel(nextLook);
            nextLookNs = soonestNs;
            nextLook = simulation.scheduleAt(soonestNs, this, LOOK, 0);
        }
    }

    private void look() {
        long nowNs = simulation.now();
        boolean somebodyLooks = pods.stream().anyMatch(pod -> (nowNs - pod.startedNs) % pod.lookEveryNs == 0);
        if (somebodyLooks) {
            List<Overdue> found = List.copyOf(overdue);
            overdue.clear();
            restoreAll(found);
        }
        planLook();
    }

    /** The newest first: each goes before those that were put back already. */
    private void restoreAll(List<Overdue> found) {
        Iterator<Overdue> newestFirst = found.reversed().iterator();
        while (newestFirst.hasNext()) {
            Overdue delivery = newestFirst.next();
            int job = delivery.job;
            boolean same = jobs.id[job] == delivery.id && jobs.deliveredNs[job] == delivery.deliveredNs;
            if (same && jobs.tracked[job] && (jobs.awaiting[job] || dispatcher.isHeld(job))) {
                restore(job);
            }
        }
    }

    private JobMeter meterOf(int job) {
        return dispatcher.meters[jobs.queue[job]];
    }
}
