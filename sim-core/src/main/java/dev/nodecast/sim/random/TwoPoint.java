package dev.nodecast.sim.random;

/** The first value with the given probability, otherwise the second. */
public record TwoPoint(double firstProbability, double first, double second) implements Distribution {

    public TwoPoint {
        Parameters.requireProbability("probability of a two-point distribution", firstProbability);
        Parameters.requireFinite("first value of a two-point distribution", first);
        Parameters.requireFinite("second value of a two-point distribution", second);
    }

    @Override
    public double sample(RandomStream stream) {
        return stream.bernoulli(firstProbability) ? first : second;
    }

    @Override
    public double mean() {
        return firstProbability * first + (1 - firstProbability) * second;
    }
}
