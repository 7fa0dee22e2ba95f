package dev.nodecast.sim.random;

/** Another distribution plus a constant, such as a fixed part that every boot takes. */
public record Shifted(Distribution base, double offset) implements Distribution {

    public Shifted {
        Parameters.requireFinite("offset of a shifted distribution", offset);
    }

    @Override
    public double sample(RandomStream stream) {
        return base.sample(stream) + offset;
    }

    @Override
    public double mean() {
        return base.mean() + offset;
    }
}
