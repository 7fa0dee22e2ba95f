package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Holds the launch of a claim to the price that it was packed at. The zones and the capacity type are narrowed to those in
 * which the cheapest type has its lowest price, and the types to those that cost no more in any of them. Of what is as
 * cheap everything stays; when the cloud has none of it, the offerings are marked and the pods are packed anew.
 *
 * <p>Where minValues ask for more types, the next in the order of price stay too, until there are enough, and zones and
 * capacity types are left as they are: there a launch may be dearer than it was priced.
 */
final class PricedLaunch {

    private PricedLaunch() {}

    /** What the claim costs if it is launched as the cheapest of its offerings. */
    static long price(PlannedClaim claim) {
        return LaunchOrder.cheapest(claim.options().getFirst(), claim.requirements());
    }

    static PlannedClaim narrowed(PlannedClaim claim) {
        if (claim.requirements().hasMinValues()) {
            return claim.withOptions(enough(claim));
        }
        long price = price(claim);
        List<Offering> cheapest = LaunchOrder.offerings(claim.options().getFirst(), claim.requirements())
                .filter(offering -> offering.priceMicroUsdPerHour() == price)
                .toList();
        String capacityType = cheapest.stream()
                .map(Offering::capacityType)
                .min(PricedLaunch::launchedFirst)
                .orElseThrow();
        TreeSet<String> zones = new TreeSet<>();
        cheapest.stream().filter(o -> o.capacityType().equals(capacityType)).forEach(o -> zones.add(o.zone()));
        Requirements narrow = claim.requirements()
                .and(Requirements.of(
                        Requirement.in(WellKnown.CAPACITY_TYPE, capacityType),
                        Requirement.in(WellKnown.ZONE, zones.toArray(String[]::new))));
        return claim.withOptions(noDearer(claim, narrow, price)).withRequirements(narrow);
    }

    private static int launchedFirst(String a, String b) {
        List<String> order = List.of(WellKnown.RESERVED, WellKnown.SPOT, WellKnown.ON_DEMAND);
        return Integer.compare(order.indexOf(a), order.indexOf(b));
    }

    private static List<InstanceType> noDearer(PlannedClaim claim, Requirements narrow, long price) {
        return claim.options().stream()
                .filter(type -> LaunchOrder.cheapest(type, narrow) != LaunchOrder.NOT_OFFERED)
                .filter(type -> LaunchOrder.offerings(type, narrow).allMatch(o -> o.priceMicroUsdPerHour() <= price))
                .toList();
    }

    private static List<InstanceType> enough(PlannedClaim claim) {
        List<InstanceType> first = new ArrayList<>();
        long price = price(claim);
        for (InstanceType type : claim.options()) {
            boolean cheap = LaunchOrder.cheapest(type, claim.requirements()) <= price;
            if (cheap || missing(claim.requirements(), first)) {
                first.add(type);
            }
        }
        return first;
    }

    private static boolean missing(Requirements requirements, List<InstanceType> types) {
        for (Requirement requirement : requirements.all()) {
            Integer wanted = requirement.minValues();
            if (wanted != null && values(requirement.key(), types) < wanted) {
                return true;
            }
        }
        return false;
    }

    private static long values(String key, List<InstanceType> types) {
        return types.stream()
                .flatMap(type -> type.labels().getOrDefault(key, List.of()).stream())
                .distinct()
                .count();
    }
}
