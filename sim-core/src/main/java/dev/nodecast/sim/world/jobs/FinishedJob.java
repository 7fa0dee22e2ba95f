package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.world.measure.JobSink;

/** A view of one job in the table, used again for each. */
final class FinishedJob implements JobSink.JobRow {

    private final JobTable jobs;
    private int slot;
    private long completedNs;
    private boolean failed;

    FinishedJob(JobTable jobs) {
        this.jobs = jobs;
    }

    FinishedJob at(int job, long completed) {
        slot = job;
        completedNs = completed;
        failed = false;
        return this;
    }

    FinishedJob failed(int job) {
        at(job, -1);
        failed = true;
        return this;
    }

    @Override
    public long id() {
        return jobs.id[slot];
    }

    @Override
    public int queue() {
        return jobs.queue[slot];
    }

    @Override
    public long arrivalNs() {
        return jobs.arrivalNs[slot];
    }

    @Override
    public long firstStartNs() {
        return jobs.firstStartNs[slot];
    }

    @Override
    public long completedNs() {
        return completedNs;
    }

    @Override
    public boolean failed() {
        return failed;
    }

    @Override
    public long serviceNs() {
        return jobs.serviceNs[slot];
    }

    @Override
    public int attempts() {
        return jobs.attempts[slot];
    }

    @Override
    public long lostNs() {
        return jobs.lostNs[slot];
    }

    @Override
    public String node() {
        return jobs.node[slot];
    }
}
