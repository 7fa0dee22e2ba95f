package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.world.spec.WorkerBehaviour;

/**
 * The rhythm of a worker that saves its progress now and then: work for an interval, save, work on. Nothing is saved at
 * the very end of a job.
 *
 * @param intervalNs of work between two saves; 0 for never
 * @param costNs of each save
 */
record Checkpoints(long intervalNs, long costNs) {

    static Checkpoints of(WorkerGroup group) {
        WorkerBehaviour behaviour = group.spec.behaviour();
        return new Checkpoints(behaviour.checkpointIntervalNs(), behaviour.periodicCheckpointNs());
    }

    /** How long so much work takes with its saves. */
    long durationNs(long workNs) {
        return intervalNs == 0 || workNs <= 0 ? workNs : workNs + (workNs - 1) / intervalNs * costNs;
    }

    /** Work that was done in so much time. */
    long workedNs(long elapsedNs) {
        if (elapsedNs <= 0) {
            return 0;
        }
        long cycleNs = intervalNs + costNs;
        return intervalNs == 0 ? elapsedNs : savedNs(elapsedNs) + Math.min(elapsedNs % cycleNs, intervalNs);
    }

    /** The part of it that is safe. */
    long savedNs(long elapsedNs) {
        return intervalNs == 0 || elapsedNs <= 0 ? 0 : elapsedNs / (intervalNs + costNs) * intervalNs;
    }
}
