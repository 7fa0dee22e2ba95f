package dev.nodecast.scheduler.eviction;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;

/**
 * What it costs to evict a pod: 1, more or less by its deletion cost and its priority, between -10 and 10 (Karpenter
 * {@code utils/disruption}).
 */
public final class EvictionCost {

    private static final double DELETION_COST_UNIT = 1 << 27;
    private static final double PRIORITY_UNIT = 1 << 25;
    private static final double LIMIT = 10;

    private EvictionCost() {}

    public static double of(Pod pod) {
        double cost = 1 + deletionCost(pod) / DELETION_COST_UNIT + pod.spec().priority() / PRIORITY_UNIT;
        return Math.clamp(cost, -LIMIT, LIMIT);
    }

    /** The annotation's number; 0 where it is none. */
    private static double deletionCost(Pod pod) {
        String stated = pod.meta().annotations().get(WellKnown.POD_DELETION_COST);
        if (stated == null) {
            return 0;
        }
        try {
            return Double.parseDouble(stated);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
