package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.catalog.list.Prices;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import java.util.List;
import java.util.Optional;

/**
 * Another availability or price of some offerings; {@code *} stands for all types, zones or capacity types.
 *
 * @param available empty leaves it as it is
 * @param priceMicroUsd per hour; empty leaves it as it is
 */
record OfferingOverride(
        String instanceType,
        String zone,
        String capacityType,
        Optional<Boolean> available,
        Optional<Long> priceMicroUsd) {

    private static final String ALL = "*";

    static OfferingOverride read(Fields fields) {
        return new OfferingOverride(
                fields.text("instanceType").orElse(ALL),
                fields.text("zone").orElse(ALL),
                fields.text("capacityType").orElse(ALL),
                fields.bool("available"),
                fields.has("price") ? Optional.of(Prices.microUsd(fields, "price")) : Optional.empty());
    }

    /** The types with all overrides applied in their order. */
    static List<InstanceType> apply(List<OfferingOverride> overrides, List<InstanceType> types) {
        return overrides.isEmpty()
                ? types
                : types.stream().map(type -> applied(overrides, type)).toList();
    }

    private static InstanceType applied(List<OfferingOverride> overrides, InstanceType type) {
        List<Offering> offerings = type.offerings().stream()
                .map(offering -> {
                    Offering now = offering;
                    for (OfferingOverride override : overrides) {
                        now = override.matches(type, now) ? override.of(now) : now;
                    }
                    return now;
                })
                .toList();
        return type.withOfferings(offerings);
    }

    private boolean matches(InstanceType type, Offering offering) {
        return matches(instanceType, type.name())
                && matches(zone, offering.zone())
                && matches(capacityType, offering.capacityType());
    }

    private static boolean matches(String pattern, String value) {
        return pattern.equals(ALL) || pattern.equals(value);
    }

    private Offering of(Offering offering) {
        return offering.withPrice(priceMicroUsd.orElse(offering.priceMicroUsdPerHour()))
                .withAvailable(available.orElse(offering.available()));
    }
}
