package dev.nodecast.sim.world.cloud;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.sim.world.spec.CloudSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What each NodePool can buy at the spot prices of the day, with what is left of capacity reservations; the same list object
 * as long as none of that changes.
 */
final class PriceList {

    private final CloudSpec spec;
    private final CapacityLedger capacity;
    private final Map<String, @Nullable List<InstanceType>> current = new LinkedHashMap<>();
    private final SequencedMap<String, InstanceType> byName = new LinkedHashMap<>();

    PriceList(CloudSpec spec, CapacityLedger capacity) {
        this.spec = spec;
        this.capacity = capacity;
        for (List<InstanceType> types : spec.instanceTypes().values()) {
            types.forEach(type -> byName.putIfAbsent(type.name(), type));
        }
    }

    List<InstanceType> of(String nodePool) {
        List<InstanceType> known = current.get(nodePool);
        if (known == null) {
            known = spec.instanceTypes().getOrDefault(nodePool, List.of()).stream()
                    .map(this::atTodaysPrices)
                    .toList();
            current.put(nodePool, known);
        }
        return known;
    }

    /** The type as NodePool sells it; types of other pools' lists are found too. */
    InstanceType type(String nodePool, String name) {
        for (InstanceType type : spec.instanceTypes().getOrDefault(nodePool, List.of())) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return Objects.requireNonNull(
                byName.get(name), () -> "the cloud sells no instance type " + name + "; it sells " + byName.keySet());
    }

    /** The listed price of an offering that is not spot; 0 where it is not listed. */
    long listed(InstanceType type, String zone, String capacityType) {
        for (Offering offering : type.offerings()) {
            if (offering.zone().equals(zone) && offering.capacityType().equals(capacityType)) {
                return offering.priceMicroUsdPerHour();
            }
        }
        return 0;
    }

    void spotPriceChanged(String instanceType) {
        current.replaceAll((pool, types) ->
                types == null || types.stream().anyMatch(t -> t.name().equals(instanceType)) ? null : types);
    }

    /** The reservation holds another number of instances than before. */
    void reservationChanged(String id) {
        current.replaceAll((pool, types) ->
                types == null || types.stream().anyMatch(t -> offers(t, id)) ? null : types);
    }

    private static boolean offers(InstanceType type, String reservation) {
        return type.offerings().stream()
                .map(Offering::reservation)
                .anyMatch(of -> of != null && of.id().equals(reservation));
    }

    private InstanceType atTodaysPrices(InstanceType type) {
        List<Offering> offerings = new ArrayList<>(type.offerings().size());
        for (Offering offering : type.offerings()) {
            offerings.add(today(type, offering));
        }
        return type.withOfferings(offerings);
    }

    private Offering today(InstanceType type, Offering offering) {
        Offering.Reservation reservation = offering.reservation();
        if (reservation != null) {
            return offering.withRemaining(capacity.reservations().free(reservation.id()));
        }
        SpotPool pool = offering.spot() ? capacity.spotPool(type.name(), offering.zone()) : null;
        return pool == null ? offering : offering.withPrice(pool.price.priceMicroUsdPerHour());
    }
}
