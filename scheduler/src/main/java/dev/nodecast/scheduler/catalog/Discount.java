package dev.nodecast.scheduler.catalog;

/**
 * A negotiated discount on list prices and on estimates of spot prices. An empty component matches everything. Where several
 * match, the most specific one holds alone: one that names the instance type before one that names the family, then one that
 * names the capacity type, then one that names the region.
 *
 * @param perMille taken off, in thousandths
 */
public record Discount(String region, String family, String instanceType, String capacityType, int perMille) {

    boolean appliesTo(String regionName, InstanceFacts facts, String capacity) {
        return matches(region, regionName)
                && matches(family, facts.family())
                && matches(instanceType, facts.name())
                && matches(capacityType, capacity);
    }

    int specificity() {
        return (instanceType.isEmpty() ? 0 : 8)
                + (family.isEmpty() ? 0 : 4)
                + (capacityType.isEmpty() ? 0 : 2)
                + (region.isEmpty() ? 0 : 1);
    }

    boolean sameTarget(Discount other) {
        return region.equals(other.region)
                && family.equals(other.family)
                && instanceType.equals(other.instanceType)
                && capacityType.equals(other.capacityType);
    }

    private static boolean matches(String wanted, String actual) {
        return wanted.isEmpty() || wanted.equals(actual);
    }
}
