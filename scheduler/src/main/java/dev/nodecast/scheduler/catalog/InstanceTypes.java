package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a region sells into the instance types that scheduling works with. */
public final class InstanceTypes {

    private InstanceTypes() {}

    /**
     * Every type of the book that at least one of the zones offers, sorted by name; its offerings are on-demand and, where a
     * spot price is known, spot in each zone, all available.
     *
     * @param zones the zones of the node class's subnets; empty means all of the region
     */
    public static List<InstanceType> of(PriceBook prices, Collection<String> zones, NodeSizingOptions options) {
        List<String> wanted = List.copyOf(zones);
        List<InstanceType> types = new ArrayList<>();
        for (InstanceFacts facts : prices.types().values()) {
            List<String> offered = prices.zones(facts.name()).stream()
                    .filter(zone -> wanted.isEmpty() || wanted.contains(zone))
                    .toList();
            if (!offered.isEmpty()) {
                types.add(type(prices, facts, offered, options));
            }
        }
        return List.copyOf(types);
    }

    /** A type of which it is known what it is and how it is sold in a region, however that became known. */
    public static InstanceType of(
            InstanceFacts facts, String region, List<Offering> offerings, NodeSizingOptions options) {
        NodeSizing sizing = NodeSizing.of(facts, options);
        return new InstanceType(
                facts.name(),
                sizing.capacity(),
                sizing.overhead(),
                InstanceLabels.of(facts, region, offerings),
                offerings);
    }

    private static InstanceType type(
            PriceBook prices, InstanceFacts facts, List<String> zones, NodeSizingOptions options) {
        List<Offering> offerings = new ArrayList<>();
        for (String zone : zones) {
            for (String capacityType : List.of(WellKnown.ON_DEMAND, WellKnown.SPOT)) {
                Double rate = capacityType.equals(WellKnown.SPOT) ? interruptionsPerHour(prices, facts.name()) : null;
                prices.price(facts.name(), zone, capacityType)
                        .ifPresent(price ->
                                offerings.add(new Offering(zone, capacityType, price.microUsd(), true, null, rate)));
            }
        }
        return of(facts, prices.region(), offerings, options);
    }

    /** What the spot advisor says of the type, the same in every zone; null where it does not list it. */
    public static @Nullable Double interruptionsPerHour(PriceBook prices, String instanceType) {
        return prices.catalogue()
                .offer(instanceType)
                .map(RegionalOffer::interruptionBand)
                .map(InterruptionBand::perHour)
                .orElse(null);
    }
}
