package dev.nodecast.scenarios.reference;

import dev.nodecast.sim.engine.Resource;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.workload.JobSource;
import java.util.Arrays;

/** Identical workers that serve jobs first come, first served, without any time to start up; run on the engine. */
public final class FifoQueue {

    private static final int GRANTED = 1;
    private static final int DONE = 2;

    private final Simulation simulation = new Simulation();
    private final Resource workers;
    private final int workerCount;
    private final JobSource source;
    private long[] arrivalsNs = new long[1024];
    private long[] servicesNs = new long[1024];
    private long[] waitsNs = new long[1024];
    private int arrived;
    private long busyNs;
    private long lastFinishNs;

    private FifoQueue(JobSource source, int workerCount) {
        this.source = source;
        this.workerCount = workerCount;
        this.workers = new Resource(simulation, workerCount);
    }

    /** Serves all jobs of {@code source} with {@code workers} workers. */
    public static FifoQueueResult run(JobSource source, int workers) {
        FifoQueue queue = new FifoQueue(source, workers);
        queue.expectNext();
        queue.simulation.run();
        return queue.result();
    }

    private void expectNext() {
        if (source.advance()) {
            simulation.scheduleAt(source.arrivalNs(), this::arrive);
        }
    }

    private void arrive() {
        if (arrived == arrivalsNs.length) {
            arrivalsNs = Arrays.copyOf(arrivalsNs, 2 * arrived);
            servicesNs = Arrays.copyOf(servicesNs, 2 * arrived);
            waitsNs = Arrays.copyOf(waitsNs, 2 * arrived);
        }
        arrivalsNs[arrived] = simulation.now();
        servicesNs[arrived] = source.serviceNs();
        workers.acquire(this::happened, GRANTED, arrived++);
        expectNext();
    }

    private void happened(int kind, long payload) {
        int job = (int) payload;
        if (kind == GRANTED) {
            waitsNs[job] = simulation.now() - arrivalsNs[job];
            busyNs += servicesNs[job];
            simulation.schedule(servicesNs[job], this::happened, DONE, job);
        } else {
            lastFinishNs = simulation.now();
            workers.release();
        }
    }

    private FifoQueueResult result() {
        return new FifoQueueResult(Arrays.copyOf(waitsNs, arrived), workerCount, busyNs, lastFinishNs);
    }
}
