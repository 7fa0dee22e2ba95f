package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.stats.QuantileSketch;
import dev.nodecast.sim.stats.Tally;

/** What is measured of the jobs of one queue. */
final class JobMeter {

    private static final double SECOND_NS = 1e9;

    final Tally waitS = new Tally();
    final QuantileSketch waitQuantilesS = new QuantileSketch();
    final Tally turnaroundS = new Tally();
    final QuantileSketch turnaroundQuantilesS = new QuantileSketch();
    long arrived;
    long completed;
    long running;

    /** Held by pods that do not work on them yet. */
    long reserved;

    long awaitingRedelivery;

    /** Held by pods until their time has come. */
    long inBackoff;

    /** Jobs that failed for good. */
    long failed;

    /** Second rows of jobs, as many as were made, and as many as are gone. */
    long duplicated;

    long duplicatesGone;

    /** Time of workers on executions of jobs that were done already. */
    long duplicateNs;

    long failedExecutions;
    long retried;
    long softLimits;
    long hardLimits;
    long workersLost;
    long requeued;
    long redelivered;
    long interrupted;
    long lostNs;

    void started(long waitNs) {
        double seconds = waitNs / SECOND_NS;
        waitS.add(seconds);
        waitQuantilesS.add(seconds);
    }

    void completed(long turnaroundNs) {
        completed++;
        double seconds = turnaroundNs / SECOND_NS;
        turnaroundS.add(seconds);
        turnaroundQuantilesS.add(seconds);
    }
}
