package dev.nodecast.scenarios.workload;

import dev.nodecast.sim.world.workload.ArrivalProcess;
import java.util.Arrays;

/**
 * How bursty arrivals are: the counts per window, their index of dispersion (variance over mean, 1 for Poisson), and
 * the same after the mean of each hour of the day is taken out.
 */
public final class Dispersion {

    private final long[] counts;

    private Dispersion(long[] counts) {
        this.counts = counts;
    }

    /** Counts the arrivals of {@code process} in windows of {@code windowNs} up to {@code endNs}. */
    public static Dispersion of(ArrivalProcess process, long windowNs, long endNs) {
        long[] counts = new long[Math.toIntExact(endNs / windowNs)];
        long usedNs = counts.length * windowNs;
        for (long timeNs = process.nextArrivalNs(); timeNs < usedNs; timeNs = process.nextArrivalNs()) {
            counts[(int) (timeNs / windowNs)]++;
        }
        return new Dispersion(counts);
    }

    /** Mean count per window. */
    public double mean() {
        return Arrays.stream(counts).average().orElse(0);
    }

    /** Variance of the counts over their mean. */
    public double index() {
        double mean = mean();
        double sum = 0;
        for (long count : counts) {
            sum += (count - mean) * (count - mean);
        }
        return sum / counts.length / mean;
    }

    /** Like {@link #index()}, each count compared with the mean of the windows at the same place of the period. */
    public double indexWithoutPeriod(int windowsPerPeriod) {
        double[] means = new double[windowsPerPeriod];
        int[] sizes = new int[windowsPerPeriod];
        for (int i = 0; i < counts.length; i++) {
            means[i % windowsPerPeriod] += counts[i];
            sizes[i % windowsPerPeriod]++;
        }
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double deviation = counts[i] - means[i % windowsPerPeriod] / sizes[i % windowsPerPeriod];
            sum += deviation * deviation;
        }
        return sum / counts.length / mean();
    }
}
