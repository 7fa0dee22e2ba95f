package dev.nodecast.scenarios.resolve;

import dev.nodecast.sim.world.workload.JobSource;

/** Jobs without those of the beginning; the rest comes as much earlier. */
final class SkippedJobs implements JobSource {

    private final JobSource jobs;
    private final long skipNs;

    SkippedJobs(JobSource jobs, long skipNs) {
        this.jobs = jobs;
        this.skipNs = skipNs;
    }

    @Override
    public boolean advance() {
        while (jobs.advance()) {
            if (jobs.arrivalNs() >= skipNs) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long arrivalNs() {
        return jobs.arrivalNs() - skipNs;
    }

    @Override
    public long serviceNs() {
        return jobs.serviceNs();
    }

    @Override
    public int queue() {
        return jobs.queue();
    }
}
