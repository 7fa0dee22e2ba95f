package dev.nodecast.scheduler.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The rule for a constant spot price where no history is given. An estimate, not a quotation: give a price history where
 * spot prices matter.
 *
 * <p>The mean over the zones is on-demand × (1 − discount). The zones lie evenly between 4 % below and 4 % above it: in the
 * evening of 2022-05-31, the last for which prices of all zones are public, the dearest zone of a type was 9 % above its
 * cheapest in the median of all types. Which zone is cheapest is spread over the types by their names. Prices are rounded
 * to $0.0001, as EC2 does.
 */
final class SpotEstimate {

    private static final int SPREAD_PER_MILLE = 40;
    private static final long PER_MILLE = 1_000;
    private static final int TICK_MICRO_USD = 100;

    private SpotEstimate() {}

    static long microUsdPerHour(RegionalOffer offer, SpotDiscount discount, String zone) {
        BigDecimal exact = BigDecimal.valueOf(offer.onDemand().microUsd())
                .multiply(BigDecimal.valueOf(PER_MILLE - discount.perMille()))
                .multiply(zoneFactor(offer.facts().name(), offer.zones(), zone))
                .divide(BigDecimal.valueOf(PER_MILLE * PER_MILLE * TICK_MICRO_USD), 0, RoundingMode.HALF_EVEN);
        return exact.longValueExact() * TICK_MICRO_USD;
    }

    /** In thousandths: 960 for the cheapest zone of a type, 1,040 for its dearest, 1,000 on average. */
    private static BigDecimal zoneFactor(String instanceType, List<String> zones, String zone) {
        int count = zones.size();
        if (count == 1) {
            return BigDecimal.valueOf(PER_MILLE);
        }
        // String.hashCode is part of the language's specification: the same on every JVM
        int rank = Math.floorMod(zones.indexOf(zone) + instanceType.hashCode(), count);
        BigDecimal steps = BigDecimal.valueOf((long) SPREAD_PER_MILLE * (2L * rank - (count - 1)));
        return BigDecimal.valueOf(PER_MILLE)
                .add(steps.divide(BigDecimal.valueOf(count - 1L), 3, RoundingMode.HALF_EVEN));
    }
}
