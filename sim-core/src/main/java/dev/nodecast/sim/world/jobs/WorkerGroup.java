package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.world.spec.WorkerSpec;

/** The workers of one Deployment: what they serve, and those of them that wait for work, the longest waiting first. */
final class WorkerGroup {

    final WorkerSpec spec;
    final int[] queues;
    int firstIdle = JobTable.NONE;
    int lastIdle = JobTable.NONE;

    WorkerGroup(WorkerSpec spec) {
        this.spec = spec;
        this.queues = spec.queues().stream().mapToInt(Integer::intValue).toArray();
    }
}
