package dev.nodecast.sim.random;

import java.util.List;

/**
 * One of several distributions, chosen anew for each sample with the given weights.
 *
 * @param weights one per part, not negative, with a positive sum; they need not sum to 1
 */
public record Mixture(List<Double> weights, List<Distribution> parts) implements Distribution {

    public Mixture {
        weights = List.copyOf(weights);
        parts = List.copyOf(parts);
        if (weights.size() != parts.size()) {
            throw new IllegalArgumentException("a mixture needs one weight per part, but has " + weights.size()
                    + " weights and " + parts.size() + " parts");
        }
        weights.forEach(weight -> Parameters.requireNotNegative("weight of a mixture's part", weight));
        Parameters.requirePositive("sum of a mixture's weights", sum(weights));
    }

    @Override
    public double sample(RandomStream stream) {
        double place = stream.nextDouble() * sum(weights);
        int part = 0;
        while (part < parts.size() - 1 && place >= weights.get(part)) {
            place -= weights.get(part);
            part++;
        }
        return parts.get(part).sample(stream);
    }

    @Override
    public double mean() {
        double mean = 0;
        for (int part = 0; part < parts.size(); part++) {
            mean += weights.get(part) * parts.get(part).mean();
        }
        return mean / sum(weights);
    }

    private static double sum(List<Double> weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
