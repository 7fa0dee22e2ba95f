package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.world.measure.GpuTime.State;
import dev.nodecast.sim.world.measure.PodGpus;
import org.jspecify.annotations.Nullable;

/** A pod whose workers take jobs: its GPUs are busy while any of them works. */
final class WorkerPod {

    final String node;
    final double speed;
    final int[] workers;
    private final PodGpus gpus;
    private int busy;

    @Nullable
    Runnable whenStopped;

    WorkerPod(String node, double speed, int[] workers, PodGpus gpus) {
        this.node = node;
        this.speed = speed;
        this.workers = workers;
        this.gpus = gpus;
    }

    boolean stopping() {
        return whenStopped != null;
    }

    boolean busy() {
        return busy > 0;
    }

    void workBegins(long nowNs) {
        if (busy++ == 0) {
            gpus.become(State.BUSY, nowNs);
        }
    }

    void workEnds(long nowNs) {
        if (--busy == 0) {
            gpus.become(State.IDLE, nowNs);
        }
    }
}
