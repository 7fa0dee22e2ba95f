package dev.nodecast.sim.world.cloud;

import dev.nodecast.scheduler.port.CloudProvider.Override;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which pool CreateFleet takes. AWS names its strategies and not their arithmetic: price-capacity-optimized “identifies
 * the pools with the highest capacity availability … then requests from the lowest priced of these” (EC2 User Guide).
 * Here pools count as equally available from {@value #DEEP} free instances on.
 */
final class FleetChoice {

    private static final int DEEP = 10;

    private FleetChoice() {}

    /**
     * The spot pool to take; null where none has capacity. Ties go to the first. With a user's priorities in the place of
     * prices this is capacity-optimized-prioritized, which “optimizes for capacity first, but honors priorities on a
     * best-effort basis” (EC2 User Guide).
     */
    static @Nullable Override priceCapacityOptimized(
            List<Override> overrides, ToIntFunction<Override> free, ToLongFunction<Override> price) {
        Override best = null;
        int bestDepth = 0;
        for (Override candidate : overrides) {
            int depth = Math.min(DEEP, free.applyAsInt(candidate));
            if (depth > bestDepth
                    || (depth > 0
                            && depth == bestDepth
                            && best != null
                            && price.applyAsLong(candidate) < price.applyAsLong(best))) {
                best = candidate;
                bestDepth = depth;
            }
        }
        return best;
    }

    /**
     * The cheapest pool that has capacity; null where none has. Ties go to the first. With priorities in the place of prices
     * this is the on-demand strategy prioritized.
     */
    static @Nullable Override lowestPrice(
            List<Override> overrides, ToIntFunction<Override> free, ToLongFunction<Override> price) {
        Override best = null;
        for (Override candidate : overrides) {
            if (free.applyAsInt(candidate) > 0
                    && (best == null || price.applyAsLong(candidate) < price.applyAsLong(best))) {
                best = candidate;
            }
        }
        return best;
    }

    /** The pools that lowest price tries in vain before it comes to the one it takes; all of them where it takes none. */
    static List<Override> inVain(
            List<Override> overrides,
            @Nullable Override chosen,
            ToIntFunction<Override> free,
            ToLongFunction<Override> price) {
        return overrides.stream()
                .filter(candidate -> free.applyAsInt(candidate) <= 0)
                .filter(candidate -> chosen == null || price.applyAsLong(candidate) <= price.applyAsLong(chosen))
                .toList();
    }
}
