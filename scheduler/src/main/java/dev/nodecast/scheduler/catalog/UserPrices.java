package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.WellKnown;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a user says of prices, for any number of regions. {@link UserPriceFiles} reads it from files.
 *
 * @param extraTypes facts of types by name; they replace the catalogue's
 * @param serviceRates per region
 */
public record UserPrices(
        List<PriceOverride> overrides,
        List<Discount> discounts,
        List<SavingsPlanTerms> savingsPlans,
        SortedMap<String, InstanceFacts> extraTypes,
        SortedMap<String, Map<ServiceRate, Price>> serviceRates) {

    public static final UserPrices NONE =
            new UserPrices(List.of(), List.of(), List.of(), Collections.emptySortedMap(), Collections.emptySortedMap());

    public UserPrices {
        overrides = List.copyOf(overrides);
        discounts = List.copyOf(discounts);
        savingsPlans = List.copyOf(savingsPlans);
        extraTypes = Collections.unmodifiableSortedMap(new TreeMap<>(extraTypes));
        serviceRates = Collections.unmodifiableSortedMap(new TreeMap<>(serviceRates));
        for (int i = 0; i < discounts.size(); i++) {
            for (Discount other : discounts.subList(0, i)) {
                if (other.sameTarget(discounts.get(i))) {
                    throw new IllegalArgumentException("found two discounts for the same instances: " + other + " and "
                            + discounts.get(i) + "; keep one");
                }
            }
        }
    }

    Optional<Price> override(String region, String instanceType, String zone, String capacityType) {
        Optional<Price> ofRegion = Optional.empty();
        for (PriceOverride override : overrides) {
            if (override.region().equals(region) && override.appliesTo(instanceType, zone, capacityType)) {
                if (!override.zone().isEmpty()) {
                    return Optional.of(override.price());
                }
                ofRegion = Optional.of(override.price());
            }
        }
        return ofRegion;
    }

    boolean hasOnDemandPrice(String region, String instanceType) {
        return overrides.stream()
                .anyMatch(o -> o.region().equals(region)
                        && o.instanceType().equals(instanceType)
                        && o.capacityType().equals(WellKnown.ON_DEMAND));
    }

    /** The zones that prices of a type name; empty where one of them is for the whole region. */
    Optional<List<String>> zones(String region, String instanceType) {
        List<String> zones = overrides.stream()
                .filter(o -> o.region().equals(region) && o.instanceType().equals(instanceType))
                .map(PriceOverride::zone)
                .distinct()
                .sorted()
                .toList();
        return zones.contains("") ? Optional.empty() : Optional.of(zones);
    }
}
