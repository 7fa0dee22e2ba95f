package dev.nodecast.scenarios.result;

import dev.nodecast.sim.stats.ConfidenceInterval;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number of a result. Of one replication it is a plain number; of several their mean and the 95 % interval around it
 * (Student's t).
 *
 * @param mean not-a-number where nothing was observed, such as a waiting time without jobs
 * @param range null for a plain number
 */
public record Estimate(double mean, @Nullable Range range) {

    /** Bounds of the interval; infinite where fewer than two replications have a value. */
    public record Range(double low, double high) {}

    /** The number of a single replication. */
    public static Estimate of(double value) {
        return new Estimate(value, null);
    }

    /** A count. */
    public static Estimate count(long count) {
        return of((double) count);
    }

    /** An amount of money in USD. */
    public static Estimate ofMicroUsd(long microUsd) {
        return of(microUsd / 1e6);
    }

    /** What the numbers of several replications say together; those without a value are left out. */
    public static Estimate over(List<Estimate> replications) {
        double[] values = replications.stream().mapToDouble(Estimate::mean).toArray();
        if (values.length == 1) {
            return of(values[0]);
        }
        double[] observed = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (observed.length == 0) {
            return new Estimate(Double.NaN, new Range(Double.NaN, Double.NaN));
        }
        ConfidenceInterval interval = ConfidenceInterval.of(observed);
        return new Estimate(interval.mean(), new Range(interval.low(), interval.high()));
    }

    /** Whether there is a value at all. */
    public boolean known() {
        return Double.isFinite(mean);
    }
}
