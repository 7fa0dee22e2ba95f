package dev.nodecast.scheduler.catalog;

/**
 * A user's own price of an instance type: final, no discount is taken off it.
 *
 * @param zone empty means every zone of the region
 * @param capacityType {@code on-demand} or {@code spot}
 * @param price per hour
 */
public record PriceOverride(String region, String zone, String instanceType, String capacityType, Price price) {

    boolean appliesTo(String instanceTypeName, String zoneName, String capacity) {
        return instanceType.equals(instanceTypeName)
                && capacityType.equals(capacity)
                && (zone.isEmpty() || zone.equals(zoneName));
    }
}
