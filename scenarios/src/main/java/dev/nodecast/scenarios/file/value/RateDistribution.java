package dev.nodecast.scenarios.file.value;

import dev.nodecast.sim.random.Distribution;

/** A transfer rate as a distribution, in bytes per second; written {@code 60MB/s}, or like a time's distribution. */
public record RateDistribution(Distribution bytesPerSecond) {}
