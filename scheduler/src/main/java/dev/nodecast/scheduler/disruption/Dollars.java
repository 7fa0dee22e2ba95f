package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.provisioning.LaunchOrder;
import java.util.List;

/**
 * Prices as Karpenter adds and compares them: in dollars, with the rounding of doubles, in the order of the candidates.
 * Where exact sums are equal, this rounding decides whether a node counts as cheaper; nothing is billed by it.
 */
final class Dollars {

    private static final double MICRO = 1e6;

    private Dollars() {}

    static double of(long microUsd) {
        return microUsd == LaunchOrder.NOT_OFFERED ? Double.MAX_VALUE : microUsd / MICRO;
    }

    /** What the nodes cost together, per hour. */
    static double sum(List<Candidate> candidates) {
        double sum = 0;
        for (Candidate candidate : candidates) {
            sum += of(candidate.priceMicroUsdPerHour);
        }
        return sum;
    }
}
