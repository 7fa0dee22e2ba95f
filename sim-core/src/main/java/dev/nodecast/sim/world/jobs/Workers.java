package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.cluster.Application;
import dev.nodecast.sim.world.cluster.SharedStore;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.measure.JobSink;
import dev.nodecast.sim.world.measure.PodGpus;
import dev.nodecast.sim.world.spec.WorkerSpec;
import dev.nodecast.sim.world.spec.WorkloadSpec;
import dev.nodecast.sim.world.workload.JobSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Jobs arrive, wait in their queues, and are worked on by the pods of worker Deployments. A message in the world is in
 * exactly one place: in a queue, with a worker or its pod, or awaiting redelivery; a job has one message, or several where
 * the broker has delivered it again while somebody still had it.
 */
public final class Workers implements EventHandler {

    private static final int ARRIVAL = 0;

    private final Simulation simulation;
    private final WorkloadSpec spec;
    private final JobSource source;
    private final Dispatcher dispatcher;
    private final Executions executions;
    private final Departures departures;
    private final JobTable jobs;
    private final WorkerTable workers;
    private final Map<SimPod, WorkerPod> pods = new LinkedHashMap<>();

    /**
     * What workers use of the world.
     *
     * @param store the file system that pods share
     */
    public record Surroundings(RandomStreams streams, SharedStore store) {}

    public Workers(Simulation simulation, WorkloadSpec spec, JobSink sink, Surroundings surroundings) {
        this.simulation = simulation;
        this.spec = spec;
        this.source = spec.jobs().get();
        this.dispatcher = new Dispatcher(simulation, spec, sink, this::begin);
        this.executions = new Executions(simulation, spec, dispatcher, surroundings.streams);
        this.departures = new Departures(simulation, dispatcher, executions, surroundings.store);
        this.jobs = dispatcher.jobs;
        this.workers = dispatcher.workers;
    }

    private void begin(int worker, int job) {
        executions.begin(worker, job);
    }

    /** The first job is on its way. */
    public void start() {
        awaitNextArrival();
    }

    /** The application in the pods of the workers' Deployment. */
    public Application application(WorkerSpec worker) {
        for (WorkerGroup group : dispatcher.groups) {
            if (group.spec.equals(worker)) {
                return new WorkerApplication(group);
            }
        }
        throw new IllegalArgumentException("the workload has no workers of " + worker.deployment());
    }

    /** Shows every pod that takes jobs, with what its Deployment's pods use. */
    void forEachPod(PodVisitor visitor) {
        pods.forEach((pod, worker) -> visitor.visit(pod, worker, workers.group[worker.workers[0]].spec));
    }

    /** Sees a pod that takes jobs. */
    interface PodVisitor {
        void visit(SimPod pod, WorkerPod worker, WorkerSpec spec);
    }

    /** What can be read of the queues while the world runs, and what is measured of them. */
    public QueueReadings readings() {
        return new QueueReadings(dispatcher.queues, dispatcher.meters);
    }

    /** Tells the sink of the jobs that are still in the world. */
    public void reportUnfinished() {
        dispatcher.fates.reportUnfinished();
    }

    /**
     * Checks the conservation of jobs against a count of everything that holds a job.
     *
     * @throws IllegalStateException if a job is missing or counted twice
     */
    public void checkConservation() {
        new Conservation(dispatcher).check(simulation.now());
    }

    @Override
    public void handle(int kind, long payload) {
        if (kind != ARRIVAL) {
            throw new IllegalArgumentException("unknown kind of event: " + kind);
        }
        arrive();
    }

    private void awaitNextArrival() {
        if (source.advance()) {
            simulation.scheduleAt(source.arrivalNs(), this, ARRIVAL, 0);
        }
    }

    private void arrive() {
        int queue = source.queue();
        int job = jobs.add(simulation.now(), source.serviceNs(), queue);
        dispatcher.meters[queue].arrived++;
        dispatcher.enqueue(job, false);
        awaitNextArrival();
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
            int[] slots = new int[group.spec.concurrency()];
            long lookEveryNs = group.spec.behaviour().delivery().restoreIntervalNs();
            WorkerPod workerPod = new WorkerPod(
                    node.name(),
                    speeds(node.instance().type().name()),
                    slots,
                    gpus,
                    new WorkerPod.Looks(simulation.now(), lookEveryNs));
            pods.put(pod, workerPod);
            for (int i = 0; i < slots.length; i++) {
                slots[i] = workers.add(group);
                workers.pod[slots[i]] = workerPod;
                workerPod.workBegins(simulation.now());
                dispatcher.takeOrIdle(slots[i]);
            }
            dispatcher.fillReserve(workerPod, group);
            dispatcher.broker.connected(workerPod);
        }

        private double[] speeds(String instanceType) {
            double own = group.spec.speed().getOrDefault(instanceType, 1.0);
            double[] speeds = new double[spec.queues().size()];
            Arrays.setAll(speeds, queue -> own * spec.speed(queue, instanceType));
            return speeds;
        }

        @Override
        public void sigterm(SimPod pod, Runnable done) {
            WorkerPod workerPod = pods.get(pod);
            if (workerPod == null) {
                done.run();
                return;
            }
            workerPod.whenStopped = done;
            removeIdle(workerPod); // all of them first: none of them may get back what another gives up
            dispatcher.broker.disconnected(workerPod);
            departures.giveBack(dispatcher.takeReserve(workerPod, group), group.spec.behaviour());
            for (int worker : workerPod.workers) {
                if (workers.job[worker] != JobTable.NONE) {
                    departures.sigterm(worker);
                }
            }
            workerPod.stopIfDone();
        }

        @Override
        public void killed(SimPod pod) {
            WorkerPod workerPod = pods.remove(pod);
            if (workerPod == null) {
                return;
            }
            workerPod.whenStopped = null;
            removeIdle(workerPod);
            dispatcher.broker.disconnected(workerPod);
            departures.abandon(dispatcher.takeReserve(workerPod, group));
            for (int worker : workerPod.workers) {
                if (workers.job[worker] != JobTable.NONE) {
                    departures.killed(worker);
                }
                workers.remove(worker);
            }
        }

        private void removeIdle(WorkerPod workerPod) {
            for (int worker : workerPod.workers) {
                if (workers.idle[worker]) {
                    workers.removeIdle(worker);
                }
            }
        }
    }
}
