package dev.nodecast.scheduler.model;

import org.jspecify.annotations.Nullable;

/**
 * One way to buy an instance type.
 *
 * @param capacityType {@link WellKnown#SPOT}, {@link WellKnown#ON_DEMAND} or {@link WellKnown#RESERVED}
 * @param available false while the cloud has no capacity for it
 * @param reservation the capacity reservation that it is taken from; null unless it is {@link WellKnown#RESERVED}
 * @param interruptionsPerHour how often the cloud takes such an instance back, as it publishes that; null where it
 *     publishes nothing
 */
public record Offering(
        String zone,
        String capacityType,
        long priceMicroUsdPerHour,
        boolean available,
        @Nullable Reservation reservation,
        @Nullable Double interruptionsPerHour) {

    /** An offering that no reservation stands behind and of whose interruptions nothing is published. */
    public Offering(String zone, String capacityType, long priceMicroUsdPerHour, boolean available) {
        this(zone, capacityType, priceMicroUsdPerHour, available, null);
    }

    /** An offering of whose interruptions nothing is published. */
    public Offering(
            String zone,
            String capacityType,
            long priceMicroUsdPerHour,
            boolean available,
            @Nullable Reservation reservation) {
        this(zone, capacityType, priceMicroUsdPerHour, available, reservation, null);
    }

    /**
     * The capacity reservation of an offering.
     *
     * @param type {@code default} or {@code capacity-block}
     * @param interruptible whether its owner may take it back
     * @param remaining how many more instances it can hold
     */
    public record Reservation(String id, String type, boolean interruptible, int remaining) {

        /** An On-Demand Capacity Reservation. */
        public static final String DEFAULT = "default";

        /** Capacity bought for a span of time in advance. */
        public static final String CAPACITY_BLOCK = "capacity-block";

        Reservation withRemaining(int left) {
            return new Reservation(id, type, interruptible, left);
        }
    }

    public boolean spot() {
        return capacityType.equals(WellKnown.SPOT);
    }

    public Offering withAvailable(boolean nowAvailable) {
        return new Offering(zone, capacityType, priceMicroUsdPerHour, nowAvailable, reservation, interruptionsPerHour);
    }

    public Offering withPrice(long microUsdPerHour) {
        return new Offering(zone, capacityType, microUsdPerHour, available, reservation, interruptionsPerHour);
    }

    /** The same with what is published of its interruptions. */
    public Offering withInterruptionsPerHour(@Nullable Double published) {
        return new Offering(zone, capacityType, priceMicroUsdPerHour, available, reservation, published);
    }

    /** The same with another number of instances that its reservation can still hold; not available where that is 0. */
    public Offering withRemaining(int remaining) {
        return reservation == null
                ? this
                : new Offering(
                        zone,
                        capacityType,
                        priceMicroUsdPerHour,
                        available && remaining > 0,
                        reservation.withRemaining(remaining),
                        interruptionsPerHour);
    }
}
