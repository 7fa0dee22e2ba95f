package dev.nodecast.scenarios.trace;

/**
 * What AWS's spot advisor says of one instance type in one region over the trailing month.
 *
 * @param region region
 * @param os operating system, {@code Linux} or {@code Windows}
 * @param instanceType instance type
 * @param savingsPct saving over on-demand in percent; negative where spot is dearer
 * @param band how often instances were interrupted
 */
public record SpotAdvice(String region, String os, String instanceType, int savingsPct, InterruptionBand band) {}
