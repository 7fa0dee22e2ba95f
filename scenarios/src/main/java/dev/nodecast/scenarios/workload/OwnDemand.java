package dev.nodecast.scenarios.workload;

import dev.nodecast.scenarios.trace.TimeSeries;
import java.util.function.IntToDoubleFunction;

/**
 * Turns a measured series into a rate of arrivals, from which {@link PoissonArrivals} makes jobs. Each value holds
 * until the next; the last one for as long as the usual step. Values of one instant must have been added up before.
 *
 * <p>From queue lengths arrivals can only be inferred. With Q jobs waiting, c workers and a mean service time S, the
 * jobs that arrived in an interval are the growth of the queue and what was completed meanwhile: λ = ΔQ/Δt + c/S where
 * jobs were waiting at either end (all workers were busy then), and λ = ΔQ/Δt where none were. Negative values become
 * 0. While the queue is empty the workers' load is invisible, so the result is a lower bound there; {@link
 * #emptyShare} says for how much of the time. A measured arrival rate is better in every case.
 */
public final class OwnDemand {

    private static final double NS_PER_SECOND = 1e9;

    private OwnDemand() {}

    /**
     * Rates of a series of the given kind.
     *
     * @param workers workers that served the queue; matters for {@link DemandKind#QUEUE_LENGTH} only
     * @param meanServiceSeconds mean service time of a job; matters for {@link DemandKind#QUEUE_LENGTH} only
     */
    public static RateSeries rates(TimeSeries series, DemandKind kind, double workers, double meanServiceSeconds) {
        return switch (kind) {
            case PER_SECOND -> fromPerSecond(series);
            case ARRIVALS -> fromArrivals(series);
            case QUEUE_LENGTH -> fromQueueLength(series, workers, meanServiceSeconds);
        };
    }

    /** Rates given directly, in events per second. */
    public static RateSeries fromPerSecond(TimeSeries series) {
        return rates(series, i -> series.value(i));
    }

    /** Arrivals counted from each sample to the next. */
    public static RateSeries fromArrivals(TimeSeries series) {
        return rates(series, i -> series.value(i) / lengthSeconds(series, i));
    }

    /**
     * Queue lengths.
     *
     * @param series jobs waiting
     * @param workers workers that served the queue
     * @param meanServiceSeconds mean service time of a job
     */
    public static RateSeries fromQueueLength(TimeSeries series, double workers, double meanServiceSeconds) {
        if (!(workers >= 0) || !(meanServiceSeconds > 0)) {
            throw new IllegalArgumentException("found " + workers + " workers and a mean service time of "
                    + meanServiceSeconds + " s; expected 0 or more workers and a positive time");
        }
        return rates(series, i -> inferred(series, i, workers / meanServiceSeconds));
    }

    /** Share of the samples with an empty queue, for which {@link #fromQueueLength} gives a lower bound only. */
    public static double emptyShare(TimeSeries series) {
        int empty = 0;
        for (int i = 0; i < series.size(); i++) {
            empty += series.value(i) == 0 ? 1 : 0;
        }
        return (double) empty / series.size();
    }

    private static double inferred(TimeSeries series, int index, double capacityPerSecond) {
        double before = series.value(index);
        double after = index + 1 < series.size() ? series.value(index + 1) : before;
        double completed = before > 0 || after > 0 ? capacityPerSecond : 0;
        return Math.max(0, (after - before) / lengthSeconds(series, index) + completed);
    }

    private static RateSeries rates(TimeSeries series, IntToDoubleFunction rateOf) {
        long[] timesNs = new long[series.size()];
        double[] perSecond = new double[series.size()];
        for (int i = 0; i < series.size(); i++) {
            timesNs[i] = series.timeNs(i) - series.timeNs(0);
            perSecond[i] = rateOf.applyAsDouble(i);
        }
        int last = series.size() - 1;
        return new RateSeries(timesNs, perSecond, timesNs[last] + lengthNs(series, last));
    }

    private static double lengthSeconds(TimeSeries series, int index) {
        return lengthNs(series, index) / NS_PER_SECOND;
    }

    private static long lengthNs(TimeSeries series, int index) {
        if (series.size() < 2) {
            throw new IllegalArgumentException("found a single value in series '" + series.name()
                    + "'; expected two or more to know their distance");
        }
        return index + 1 < series.size() ? series.timeNs(index + 1) - series.timeNs(index) : series.medianStepNs();
    }
}
