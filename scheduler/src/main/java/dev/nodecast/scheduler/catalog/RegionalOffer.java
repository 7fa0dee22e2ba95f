package dev.nodecast.scheduler.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance type as one region sells it.
 *
 * @param onDemand per hour, the same in every zone
 * @param zones that offer it, sorted
 * @param spotDiscount null where nothing is known of its spot price
 * @param interruptionBand of June 2025; null where the advisor does not list it
 */
public record RegionalOffer(
        InstanceFacts facts,
        Price onDemand,
        List<String> zones,
        @Nullable SpotDiscount spotDiscount,
        @Nullable InterruptionBand interruptionBand) {

    public RegionalOffer {
        zones = zones.stream().sorted().toList();
    }

    /** The estimate of the spot price in a zone; empty where nothing is known, or the zone or the market lacks the type. */
    public Optional<Price> spotEstimate(String zone) {
        SpotDiscount discount = spotDiscount;
        if (discount == null || !zones.contains(zone) || !facts.has(InstanceTrait.SPOT)) {
            return Optional.empty();
        }
        long microUsd = SpotEstimate.microUsdPerHour(this, discount, zone);
        String source = "estimate: on-demand less " + discount.perMille() / 10.0 + " % ("
                + discount.basis().source() + "), spread over the zones";
        return Optional.of(new Price(microUsd, onDemand.date(), Confidence.ESTIMATE, source));
    }
}
