package dev.nodecast.scenarios.workload;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.workload.ArrivalProcess;

/**
 * Lets every arrival of a process bring a batch: 1, 2, … jobs at the same instant, geometrically distributed. It
 * multiplies the rate by the mean batch b and adds a factor 2b - 1 to the dispersion of a Poisson process.
 */
public final class BatchArrivals implements ArrivalProcess {

    private final ArrivalProcess batches;
    private final RandomStream stream;
    private final double meanBatch;
    private long arrivalNs;
    private long left;

    /**
     * @param batches when batches arrive
     * @param meanBatch mean number of jobs in a batch, 1 or more
     * @param stream where the sizes come from
     */
    public BatchArrivals(ArrivalProcess batches, double meanBatch, RandomStream stream) {
        if (!(meanBatch >= 1 && meanBatch < 1e6)) {
            throw new IllegalArgumentException("found a mean batch of " + meanBatch + " jobs; expected 1 to 1e6");
        }
        this.batches = batches;
        this.meanBatch = meanBatch;
        this.stream = stream;
    }

    @Override
    public long nextArrivalNs() {
        if (left == 0) {
            arrivalNs = batches.nextArrivalNs();
            left = batchSize();
        }
        left--;
        return arrivalNs;
    }

    private long batchSize() {
        if (meanBatch == 1) {
            return 1;
        }
        double ratio = StrictMath.log(stream.nextDoubleOpen()) / StrictMath.log1p(-1 / meanBatch);
        return 1 + (long) ratio;
    }
}
