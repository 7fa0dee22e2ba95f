package dev.nodecast.sim.random;

/** Rises from low to mode and falls to high in straight lines. */
public record Triangular(double low, double mode, double high) implements Distribution {

    public Triangular {
        Parameters.requireOrder("triangular", low, mode);
        Parameters.requireOrder("triangular", mode, high);
    }

    @Override
    public double sample(RandomStream stream) {
        double u = stream.nextDouble();
        double range = high - low;
        double rise = mode - low;
        if (u * range < rise) {
            return low + Math.sqrt(u * range * rise);
        }
        return high - Math.sqrt((1 - u) * range * (high - mode));
    }

    @Override
    public double mean() {
        return (low + mode + high) / 3;
    }
}
