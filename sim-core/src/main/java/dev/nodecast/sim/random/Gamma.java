package dev.nodecast.sim.random;

/** Density proportional to x^(shape-1) e^(-x/scale); takes a varying number of values from the stream. */
public record Gamma(double shape, double scale) implements Distribution {

    public Gamma {
        Parameters.requirePositive("shape of a gamma distribution", shape);
        Parameters.requirePositive("scale of a gamma distribution", scale);
    }

    @Override
    public double sample(RandomStream stream) {
        return scale * GammaSampler.standard(stream, shape);
    }

    @Override
    public double mean() {
        return shape * scale;
    }
}
