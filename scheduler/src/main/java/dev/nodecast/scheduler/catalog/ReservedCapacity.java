package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Offers the capacity that is reserved beside what anybody can buy (the AWS provider's
 * {@code ReservedCapacityResolver}).
 */
public final class ReservedCapacity {

    /**
     * Reserved capacity is paid for already, so its price here only says which reservation is worth more: the on-demand
     * price divided by this, rounded up. Karpenter divides by 10,000,000 and counts in fractions; here a price has whole
     * micro-dollars, and even a hundred of the dearest instances stay far below the cheapest spot instance.
     */
    public static final long PRICE_DIVISOR = 100_000;

    private ReservedCapacity() {}

    /**
     * The types with an offering for each reservation of theirs; the very list given where there is none.
     *
     * @param remaining how many more instances the reservation of that id can hold
     */
    public static List<InstanceType> offered(
            List<InstanceType> types, List<CapacityReservation> reservations, ToIntFunction<String> remaining) {
        return reservations.isEmpty()
                ? types
                : types.stream()
                        .map(type -> offered(type, ofType(type, reservations), remaining))
                        .toList();
    }

    private static List<CapacityReservation> ofType(InstanceType type, List<CapacityReservation> reservations) {
        return reservations.stream()
                .filter(reservation -> reservation.instanceType().equals(type.name()))
                .toList();
    }

    private static InstanceType offered(
            InstanceType type, List<CapacityReservation> reservations, ToIntFunction<String> remaining) {
        if (reservations.isEmpty()) {
            return type;
        }
        List<Offering> offerings = new ArrayList<>(type.offerings());
        reservations.forEach(reservation ->
                offerings.add(offering(type, reservation, Math.max(0, remaining.applyAsInt(reservation.id())))));
        return new InstanceType(
                type.name(),
                type.capacity(),
                type.overhead(),
                labels(type, reservations, offerings),
                offerings,
                type.overlaid());
    }

    private static Offering offering(InstanceType type, CapacityReservation reservation, int remaining) {
        boolean soldThere =
                type.labels().getOrDefault(WellKnown.ZONE, List.of()).contains(reservation.zone());
        return new Offering(
                reservation.zone(),
                WellKnown.RESERVED,
                Math.ceilDiv(onDemandPrice(type), PRICE_DIVISOR),
                soldThere && remaining > 0 && !reservation.expiring(),
                new Offering.Reservation(reservation.id(), reservation.type(), reservation.interruptible(), remaining));
    }

    /** The on-demand price, the same in every zone; 0 where it is not known. */
    private static long onDemandPrice(InstanceType type) {
        return type.offerings().stream()
                .filter(offering -> offering.capacityType().equals(WellKnown.ON_DEMAND))
                .mapToLong(Offering::priceMicroUsdPerHour)
                .min()
                .orElse(0);
    }

    private static SortedMap<String, List<String>> labels(
            InstanceType type, List<CapacityReservation> reservations, List<Offering> offerings) {
        SortedMap<String, List<String>> labels = new TreeMap<>(type.labels());
        labels.put(WellKnown.CAPACITY_TYPE, distinct(offerings, Offering::capacityType));
        labels.put(WellKnown.CAPACITY_RESERVATION_ID, distinct(reservations, CapacityReservation::id));
        labels.put(WellKnown.CAPACITY_RESERVATION_TYPE, distinct(reservations, CapacityReservation::type));
        labels.put(
                WellKnown.CAPACITY_RESERVATION_INTERRUPTIBLE,
                distinct(reservations, reservation -> Boolean.toString(reservation.interruptible())));
        return labels;
    }

    private static <T> List<String> distinct(List<T> things, Function<T, String> part) {
        return things.stream().map(part).distinct().sorted().toList();
    }
}
