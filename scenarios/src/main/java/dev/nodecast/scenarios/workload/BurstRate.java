package dev.nodecast.scenarios.workload;

import dev.nodecast.sim.random.RandomStream;

/**
 * Bursts: a factor with mean 1 that alternates between a quiet and a busy value, each lasting an exponential time.
 * Times a constant rate it makes a two-state Markov-modulated Poisson process (Fischer and Meier-Hellstern 1993).
 */
public final class BurstRate implements RateCursor {

    private final RandomStream stream;
    private final Shape shape;
    private final double quietFactor;
    private boolean busy;
    private long nextChangeNs;

    /**
     * What bursts are like.
     *
     * @param quietNsMean mean time between two bursts
     * @param busyNsMean mean length of a burst
     * @param intensity rate within a burst over the rate outside, 1 or more
     */
    public record Shape(long quietNsMean, long busyNsMean, double intensity) {

        public Shape {
            if (quietNsMean <= 0 || busyNsMean <= 0 || !(intensity >= 1)) {
                throw new IllegalArgumentException("found bursts of " + busyNsMean + " ns every " + quietNsMean
                        + " ns, intensity " + intensity + "; expected positive times and an intensity of 1 or more");
            }
        }

        double busyShare() {
            return (double) busyNsMean / (quietNsMean + busyNsMean);
        }
    }

    public BurstRate(RandomStream stream, Shape shape) {
        this.stream = stream;
        this.shape = shape;
        this.quietFactor = 1 / (1 + shape.busyShare() * (shape.intensity() - 1));
        this.busy = stream.bernoulli(shape.busyShare());
        this.nextChangeNs = stay();
    }

    @Override
    public double perSecond() {
        return busy ? quietFactor * shape.intensity() : quietFactor;
    }

    @Override
    public long nextChangeNs() {
        return nextChangeNs;
    }

    @Override
    public void advance() {
        busy = !busy;
        nextChangeNs += stay();
    }

    private long stay() {
        return Math.max(1, Math.round(stream.exponential((double) (busy ? shape.busyNsMean() : shape.quietNsMean()))));
    }
}
