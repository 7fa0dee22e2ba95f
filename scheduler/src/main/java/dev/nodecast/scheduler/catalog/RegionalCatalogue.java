package dev.nodecast.scheduler.catalog;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one region sells, as far as prices are known. Sorted by instance type. */
public final class RegionalCatalogue {

    private final String region;
    private final SortedMap<String, RegionalOffer> offers;
    private final SortedMap<String, InstanceFacts> known;
    private final ServiceRates rates;

    RegionalCatalogue(
            String region,
            Map<String, RegionalOffer> offers,
            SortedMap<String, InstanceFacts> known,
            ServiceRates rates) {
        this.region = region;
        this.offers = Collections.unmodifiableSortedMap(new TreeMap<>(offers));
        this.known = known;
        this.rates = rates;
    }

    public String region() {
        return region;
    }

    /** Every zone that offers at least one type, sorted. */
    public List<String> zones() {
        return offers.values().stream()
                .flatMap(offer -> offer.zones().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The types that are sold here, by name. */
    public SortedMap<String, RegionalOffer> offers() {
        return offers;
    }

    public Optional<RegionalOffer> offer(String instanceType) {
        return Optional.ofNullable(offers.get(instanceType));
    }

    /**
     * What is known of a type that is sold here.
     *
     * @throws IllegalArgumentException with the reason of {@link #missing} where it is not
     */
    public RegionalOffer require(String instanceType) {
        return offer(instanceType)
                .orElseThrow(() ->
                        new IllegalArgumentException(missing(instanceType).orElse("no instance type " + instanceType)));
    }

    /** Facts of every type, whether or not it has a price here. */
    SortedMap<String, InstanceFacts> known() {
        return known;
    }

    /** Prices of what is bought beside instances. */
    public ServiceRates rates() {
        return rates;
    }

    /** Why a type cannot be bought here in this catalogue, and what to do about it; empty where it can. */
    public Optional<String> missing(String instanceType) {
        if (offers.containsKey(instanceType)) {
            return Optional.empty();
        }
        if (known.containsKey(instanceType)) {
            return Optional.of("no on-demand price of " + instanceType + " in " + region
                    + " is known to this catalogue: it is left out there; add its price in an override file");
        }
        return Optional.of("instance type " + instanceType
                + " is not in this catalogue; add its facts and its price in override files");
    }

    /** The types whose facts are known but that have no price here, sorted: the catalogue's gaps. */
    public List<String> missingTypes() {
        return known.keySet().stream().filter(name -> !offers.containsKey(name)).toList();
    }

    /** The types sold here on demand of which no spot price can be estimated, sorted. */
    public List<String> typesWithoutSpotEstimate() {
        return offers.values().stream()
                .filter(offer -> offer.spotDiscount() == null || !offer.facts().has(InstanceTrait.SPOT))
                .map(offer -> offer.facts().name())
                .toList();
    }

    /** The youngest date of an on-demand price here; older ones are dated line by line. */
    public LocalDate priceDate() {
        return offers.values().stream()
                .map(offer -> offer.onDemand().date())
                .filter(Objects::nonNull)
                .max(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH);
    }
}
