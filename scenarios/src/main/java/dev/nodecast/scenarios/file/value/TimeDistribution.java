package dev.nodecast.scenarios.file.value;

import dev.nodecast.sim.random.Distribution;

/** A time as a distribution, in seconds; written {@code 30s}, or like {@code {lognormal: {median: 37s, sigma: 0.25}}}. */
public record TimeDistribution(Distribution seconds) {

    public static TimeDistribution constant(double seconds) {
        return new TimeDistribution(Distribution.constant(seconds));
    }
}
