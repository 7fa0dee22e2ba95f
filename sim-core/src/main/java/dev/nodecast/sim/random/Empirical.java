package dev.nodecast.sim.random;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A measured distribution as equally spaced quantiles, the first the minimum and the last the maximum, joined by straight
 * lines: sampled by inversion. Five quantiles are minimum, quartiles and maximum.
 */
public record Empirical(List<Double> quantiles) implements Distribution {

    public Empirical(double... quantiles) {
        this(DoubleStream.of(quantiles).boxed().toList());
    }

    public Empirical {
        quantiles = List.copyOf(quantiles);
        if (quantiles.size() < 2) {
            throw new IllegalArgumentException(
                    "an empirical distribution needs at least 2 quantiles (minimum and maximum), but got "
                            + quantiles.size());
        }
        for (int i = 1; i < quantiles.size(); i++) {
            Parameters.requireOrder("empirical", quantiles.get(i - 1), quantiles.get(i));
        }
    }

    @Override
    public double sample(RandomStream stream) {
        double place = stream.nextDouble() * (quantiles.size() - 1);
        int index = (int) place;
        double low = quantiles.get(index);
        return low + (place - index) * (quantiles.get(index + 1) - low);
    }

    @Override
    public double mean() {
        int last = quantiles.size() - 1;
        double sum = (quantiles.getFirst() + quantiles.getLast()) / 2;
        for (int i = 1; i < last; i++) {
            sum += quantiles.get(i);
        }
        return sum / last;
    }
}
