package dev.nodecast.scheduler.model;

/**
 * One way to buy an instance type.
 *
 * @param capacityType {@link WellKnown#SPOT}, {@link WellKnown#ON_DEMAND} or {@link WellKnown#RESERVED}
 * @param available false while the cloud has no capacity for it
 */
public record Offering(String zone, String capacityType, long priceMicroUsdPerHour, boolean available) {

    public boolean spot() {
        return capacityType.equals(WellKnown.SPOT);
    }

    public Offering withAvailable(boolean nowAvailable) {
        return new Offering(zone, capacityType, priceMicroUsdPerHour, nowAvailable);
    }
}
