package dev.nodecast.sim.stats;

import java.util.Arrays;

/**
 * A confidence interval for the steady-state mean from one long run: the observations after a warm-up are cut into 20 to
 * 39 batches of equal size, whose means are nearly independent if the batches are long (Law &amp; Kelton, "Simulation
 * Modeling and Analysis", chapter 9.5.3). When 40 batches are full, neighbours are joined and the batch size doubles, so
 * the length of the run need not be known.
 */
public final class BatchMeans {

    private static final int BATCHES_MAX = 40;

    private final double[] means = new double[BATCHES_MAX];
    private int fullBatches;
    private long batchSize = 1;
    private double batchSum;
    private long batchCount;
    private long toSkip;

    /**
     * No observations yet.
     *
     * @param warmUpCount how many observations to leave out at the start
     */
    public BatchMeans(long warmUpCount) {
        toSkip = warmUpCount;
    }

    public void add(double value) {
        if (toSkip > 0) {
            toSkip--;
            return;
        }
        batchSum += value;
        batchCount++;
        if (batchCount == batchSize) {
            closeBatch();
        }
    }

    /** The number of full batches. */
    public int batches() {
        return fullBatches;
    }

    /** How many observations make a batch. */
    public long batchSize() {
        return batchSize;
    }

    /** The interval around the mean of the full batches. */
    public ConfidenceInterval interval(double confidence) {
        return ConfidenceInterval.of(Tally.of(Arrays.copyOf(means, fullBatches)), confidence);
    }

    /**
     * The correlation of neighbouring batch means. Near 0 the interval can be trusted; well above 0 the run is too short
     * and the interval too narrow.
     */
    public double lagOneCorrelation() {
        double mean = Tally.of(Arrays.copyOf(means, fullBatches)).mean();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < fullBatches; i++) {
            double deviation = means[i] - mean;
            squares += deviation * deviation;
            products += i == 0 ? 0 : deviation * (means[i - 1] - mean);
        }
        return products / squares;
    }

    private void closeBatch() {
        means[fullBatches++] = batchSum / batchSize;
        batchSum = 0;
        batchCount = 0;
        if (fullBatches == BATCHES_MAX) {
            joinNeighbours();
        }
    }

    private void joinNeighbours() {
        for (int i = 0; i < BATCHES_MAX / 2; i++) {
            means[i] = (means[2 * i] + means[2 * i + 1]) / 2;
        }
        fullBatches = BATCHES_MAX / 2;
        batchSize *= 2;
    }
}
