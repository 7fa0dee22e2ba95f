package dev.nodecast.sim.random;

/** Always the same value; takes nothing from the stream. */
public record Constant(double value) implements Distribution {

    public Constant {
        Parameters.requireFinite("value of a constant", value);
    }

    @Override
    public double sample(RandomStream stream) {
        return value;
    }

    @Override
    public double mean() {
        return value;
    }
}
