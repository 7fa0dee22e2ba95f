package dev.nodecast.sim.random;

/** Memoryless, with the given mean. */
public record Exponential(double mean) implements Distribution {

    public Exponential {
        Parameters.requirePositive("mean of an exponential distribution", mean);
    }

    @Override
    public double sample(RandomStream stream) {
        return stream.exponential(mean);
    }
}
