package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.world.spec.WorkerSpec;
import java.util.ArrayDeque;

/** The workers of one Deployment: what they serve, and those of them that wait for work, the longest waiting first. */
final class WorkerGroup {

    final WorkerSpec spec;

    /** Pods that would take a job more although all their workers are busy, the longest so first. */
    final ArrayDeque<WorkerPod> withRoom = new ArrayDeque<>();

    int firstIdle = JobTable.NONE;
    int lastIdle = JobTable.NONE;

    WorkerGroup(WorkerSpec spec) {
        this.spec = spec;
    }
}
