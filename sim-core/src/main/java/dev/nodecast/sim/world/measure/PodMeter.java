package dev.nodecast.sim.world.measure;

import dev.nodecast.sim.stats.QuantileSketch;
import dev.nodecast.sim.stats.Tally;
import dev.nodecast.sim.world.measure.RunResult.PodResult;

/** How long the pods of Deployments take to run and to work. */
public final class PodMeter {

    private static final double SECOND_NS = 1e9;

    private final Tally toRunning = new Tally();
    private final QuantileSketch toRunningQuantiles = new QuantileSketch();
    private final Tally toBound = new Tally();
    private final QuantileSketch toBoundQuantiles = new QuantileSketch();
    private final Tally toWorking = new Tally();
    private final QuantileSketch toWorkingQuantiles = new QuantileSketch();
    private long created;
    private long restarts;

    public void created() {
        created++;
    }

    /** A container has ended, and is started again. */
    public void restarted() {
        restarts++;
    }

    /** A pod has got its node. */
    public void bound(long createdNs, long nowNs, boolean daemon) {
        if (!daemon) {
            double seconds = (nowNs - createdNs) / SECOND_NS;
            toBound.add(seconds);
            toBoundQuantiles.add(seconds);
        }
    }

    /** A pod's containers have started. */
    public void running(long createdNs, long nowNs, boolean daemon) {
        if (!daemon) {
            double seconds = (nowNs - createdNs) / SECOND_NS;
            toRunning.add(seconds);
            toRunningQuantiles.add(seconds);
        }
    }

    /** A worker can take jobs. */
    public void working(long createdNs, long nowNs) {
        double seconds = (nowNs - createdNs) / SECOND_NS;
        toWorking.add(seconds);
        toWorkingQuantiles.add(seconds);
    }

    public PodResult result(long pendingAtEnd, long bytesPulled) {
        return new PodResult(
                created,
                toBound,
                toBoundQuantiles,
                toRunning,
                toRunningQuantiles,
                toWorking,
                toWorkingQuantiles,
                pendingAtEnd,
                bytesPulled,
                restarts);
    }
}
