package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.billing.SavingsPlan;
import dev.nodecast.scheduler.model.WellKnown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user pays in one region: the catalogue's list prices, less negotiated discounts, replaced where the user gives
 * prices; with the user's own instance types and Savings Plans.
 *
 * <p>A price is, in this order: an override for the zone, an override for the region, or the list price (spot: the
 * estimate) less the most specific {@link Discount}, rounded half-even to a micro-USD. Savings Plans change no price; they
 * are applied to hourly use by the meter.
 */
public final class PriceBook {

    private static final BigDecimal PER_MILLE = BigDecimal.valueOf(1_000);

    private final RegionalCatalogue catalogue;
    private final UserPrices user;
    private final SortedMap<String, InstanceFacts> types = new TreeMap<>();

    private PriceBook(RegionalCatalogue catalogue, UserPrices user) {
        this.catalogue = catalogue;
        this.user = user;
        catalogue.offers().forEach((name, offer) -> types.put(name, offer.facts()));
        SortedMap<String, InstanceFacts> known = new TreeMap<>(catalogue.known());
        known.putAll(user.extraTypes());
        for (InstanceFacts facts : known.values()) {
            if (types.containsKey(facts.name()) || user.hasOnDemandPrice(catalogue.region(), facts.name())) {
                types.put(facts.name(), facts);
            }
        }
    }

    /** List prices alone. */
    public static PriceBook list(RegionalCatalogue catalogue) {
        return new PriceBook(catalogue, UserPrices.NONE);
    }

    /** List prices with what the user says. Only what concerns the catalogue's region is used. */
    public static PriceBook of(RegionalCatalogue catalogue, UserPrices user) {
        return new PriceBook(catalogue, user);
    }

    public String region() {
        return catalogue.region();
    }

    public RegionalCatalogue catalogue() {
        return catalogue;
    }

    /** The types that can be bought, by name: those with a price in the catalogue or of the user. */
    public SortedMap<String, InstanceFacts> types() {
        return Collections.unmodifiableSortedMap(types);
    }

    /** Zones that offer a type, sorted; for a user's own type those its prices name, or all of the region. */
    public List<String> zones(String instanceType) {
        return catalogue
                .offer(instanceType)
                .map(RegionalOffer::zones)
                .orElseGet(() -> user.zones(catalogue.region(), instanceType).orElseGet(catalogue::zones));
    }

    /**
     * What an hour costs.
     *
     * @return empty where the type is not sold so: an unknown type or zone, or no spot price known
     */
    public Optional<Price> price(String instanceType, String zone, String capacityType) {
        InstanceFacts facts = types.get(instanceType);
        if (facts == null || !zones(instanceType).contains(zone)) {
            return Optional.empty();
        }
        Optional<Price> own = user.override(catalogue.region(), instanceType, zone, capacityType);
        return own.isPresent()
                ? own
                : listPrice(facts, zone, capacityType).map(list -> discounted(list, facts, capacityType));
    }

    /** The user's Savings Plans with rates for every type of this region that they cover. */
    public List<SavingsPlan> savingsPlans() {
        List<SavingsPlan> plans = new ArrayList<>();
        for (SavingsPlanTerms terms : user.savingsPlans()) {
            plans.add(new SavingsPlan(terms.name(), terms.committedMicroUsdPerHour(), planRates(terms)));
        }
        return plans;
    }

    /** The region's service rates with the user's own over them. */
    public ServiceRates rates() {
        return catalogue.rates().with(user.serviceRates().getOrDefault(catalogue.region(), Map.of()));
    }

    private SortedMap<String, Long> planRates(SavingsPlanTerms terms) {
        SortedMap<String, Long> rates = new TreeMap<>();
        for (InstanceFacts facts : types.values()) {
            Price onDemand = listOnDemand(facts);
            for (SavingsPlanTerms.Rate rate : terms.rates()) {
                if (onDemand != null && rate.appliesTo(catalogue.region(), facts)) {
                    rates.put(facts.name(), less(onDemand.microUsd(), rate.perMille()));
                }
            }
        }
        return rates;
    }

    /** The price that Savings Plan percentages refer to: the list price, else the user's own. */
    private @Nullable Price listOnDemand(InstanceFacts facts) {
        String name = facts.name();
        Optional<Price> list = catalogue.offer(name).map(RegionalOffer::onDemand);
        return list.or(() -> zones(name).stream()
                        .flatMap(zone -> price(name, zone, WellKnown.ON_DEMAND).stream())
                        .findFirst())
                .orElse(null);
    }

    private Optional<Price> listPrice(InstanceFacts facts, String zone, String capacityType) {
        Optional<RegionalOffer> offer = catalogue.offer(facts.name());
        return switch (capacityType) {
            case WellKnown.ON_DEMAND -> offer.map(RegionalOffer::onDemand);
            case WellKnown.SPOT -> offer.flatMap(sold -> sold.spotEstimate(zone));
            default -> Optional.empty();
        };
    }

    private Price discounted(Price list, InstanceFacts facts, String capacityType) {
        return user.discounts().stream()
                .filter(discount -> discount.appliesTo(catalogue.region(), facts, capacityType))
                .max(Comparator.comparingInt(Discount::specificity))
                .map(discount -> list.withMicroUsd(
                        less(list.microUsd(), discount.perMille()),
                        "less a negotiated " + discount.perMille() / 10.0 + " %"))
                .orElse(list);
    }

    private static long less(long microUsd, int perMille) {
        return BigDecimal.valueOf(microUsd)
                .multiply(PER_MILLE.subtract(BigDecimal.valueOf(perMille)))
                .divide(PER_MILLE, 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
