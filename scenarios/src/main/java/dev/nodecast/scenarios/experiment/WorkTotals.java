package dev.nodecast.scenarios.experiment;

import dev.nodecast.sim.world.measure.JobSink;

/** Passes jobs on and adds up the work of those that were completed. */
final class WorkTotals implements JobSink {

    private final JobSink next;
    private long completedServiceNs;

    WorkTotals(JobSink next) {
        this.next = next;
    }

    @Override
    public void job(JobRow job) {
        if (job.completedNs() >= 0) {
            completedServiceNs += job.serviceNs();
        }
        next.job(job);
    }

    /** Service time of the completed jobs on a worker of speed 1. */
    double completedServiceS() {
        return completedServiceNs / 1e9;
    }
}
