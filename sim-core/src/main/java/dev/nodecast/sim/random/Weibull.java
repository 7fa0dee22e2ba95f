package dev.nodecast.sim.random;

import org.apache.commons.math3.special.Gamma;

/** P(X &gt; x) = e^-(x/scale)^shape: hazard falling over time for shapes below 1, rising above. */
public record Weibull(double shape, double scale) implements Distribution {

    public Weibull {
        Parameters.requirePositive("shape of a Weibull distribution", shape);
        Parameters.requirePositive("scale of a Weibull distribution", scale);
    }

    @Override
    public double sample(RandomStream stream) {
        return scale * StrictMath.pow(stream.exponential(1), 1 / shape);
    }

    @Override
    public double mean() {
        return scale * StrictMath.exp(Gamma.logGamma(1 + 1 / shape));
    }
}
