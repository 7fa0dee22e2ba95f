package dev.nodecast.sim.random;

/** Equally likely everywhere in [low, high). */
public record Uniform(double low, double high) implements Distribution {

    public Uniform {
        Parameters.requireOrder("uniform", low, high);
    }

    @Override
    public double sample(RandomStream stream) {
        return low + (high - low) * stream.nextDouble();
    }

    @Override
    public double mean() {
        return low + (high - low) / 2;
    }
}
