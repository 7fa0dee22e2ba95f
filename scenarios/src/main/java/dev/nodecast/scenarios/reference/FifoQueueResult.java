package dev.nodecast.scenarios.reference;

import java.util.Arrays;

/** How long the jobs of a {@link FifoQueue} waited, and how busy its workers were. */
public final class FifoQueueResult {

    private final long[] sortedWaitsNs;
    private final int workers;
    private final long busyNs;
    private final long lastFinishNs;

    FifoQueueResult(long[] waitsNs, int workers, long busyNs, long lastFinishNs) {
        this.sortedWaitsNs = waitsNs.clone();
        Arrays.sort(sortedWaitsNs);
        this.workers = workers;
        this.busyNs = busyNs;
        this.lastFinishNs = lastFinishNs;
    }

    public int jobs() {
        return sortedWaitsNs.length;
    }

    public double meanWaitSeconds() {
        return Arrays.stream(sortedWaitsNs).asDoubleStream().average().orElse(0) / 1e9;
    }

    /** The waiting time that a share {@code p} of the jobs does not exceed, interpolated between neighbours. */
    public double waitQuantileSeconds(double p) {
        double position = p * (sortedWaitsNs.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sortedWaitsNs.length - 1);
        double fraction = position - below;
        return (sortedWaitsNs[below] * (1 - fraction) + sortedWaitsNs[above] * fraction) / 1e9;
    }

    /** Share of the jobs that waited at all. */
    public double shareWaiting() {
        return (double) Arrays.stream(sortedWaitsNs).filter(wait -> wait > 0).count() / jobs();
    }

    /** Working time of all workers. */
    public double busySeconds() {
        return busyNs / 1e9;
    }

    /** When the last job was done. */
    public double lastFinishSeconds() {
        return lastFinishNs / 1e9;
    }

    /** Share of the workers' time until the last finish that was worked. */
    public double utilisation() {
        return (double) busyNs / workers / lastFinishNs;
    }
}
