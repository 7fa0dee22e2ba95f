package dev.nodecast.scenarios.result;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.sim.world.measure.RunResult;

/** Writes nothing. */
final class NoFiles implements RunFiles {

    @Override
    public boolean wanted() {
        return false;
    }

    @Override
    public void finish(RunResult run) {}

    @Override
    public void job(JobRow job) {}

    @Override
    public void record(long nowNs, Decision decision) {}

    @Override
    public void close() {}
}
