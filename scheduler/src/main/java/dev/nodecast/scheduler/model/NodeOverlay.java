package dev.nodecast.scheduler.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Karpenter NodeOverlay (karpenter.sh/v1alpha1): what instance types count as when nodes are planned, other than the
 * cloud describes them.
 *
 * @param requirements which types and offerings it is about; also labels that a NodePool gives its nodes
 * @param price what it says of their prices; null where nothing
 * @param capacity extended resources that their nodes have beside their own
 * @param weight 1 to 10,000, 0 where not given; of two overlays the heavier one holds
 */
public record NodeOverlay(
        ObjectMeta meta,
        List<NodeSelectorRequirement> requirements,
        @Nullable PriceChange price,
        Resources capacity,
        int weight) {

    public NodeOverlay {
        requirements = List.copyOf(requirements);
    }

    public String name() {
        return meta.name();
    }

    /** What becomes of a price, in micro-USD per hour; never below 0, fractions half to even. */
    public sealed interface PriceChange {

        /** It is this one. */
        record Fixed(long microUsdPerHour) implements PriceChange {}

        /** It is so much higher, or lower where negative. */
        record By(long microUsdPerHour) implements PriceChange {}

        /** It is higher by this share of itself, or lower where negative. */
        record ByPercent(BigDecimal percent) implements PriceChange {}

        default long of(long microUsdPerHour) {
            return switch (this) {
                case Fixed fixed -> fixed.microUsdPerHour;
                case By by -> Math.max(0, Math.addExact(microUsdPerHour, by.microUsdPerHour));
                case ByPercent by ->
                    BigDecimal.valueOf(microUsdPerHour)
                            .multiply(BigDecimal.valueOf(100).add(by.percent))
                            .movePointLeft(2)
                            .setScale(0, RoundingMode.HALF_EVEN)
                            .max(BigDecimal.ZERO)
                            .longValueExact();
            };
        }
    }
}
