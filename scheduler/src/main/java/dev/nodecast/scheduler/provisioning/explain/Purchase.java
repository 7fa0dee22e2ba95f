package dev.nodecast.scheduler.provisioning.explain;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.provisioning.LaunchOrder;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An instance type bought in a certain way. */
public record Purchase(InstanceType type, Offering offering) {

    /** By price; equal prices by type, zone and capacity type. */
    private static final Comparator<Purchase> BY_PRICE = Comparator.<Purchase>comparingLong(Purchase::microUsdPerHour)
            .thenComparing(p -> p.type().name())
            .thenComparing(p -> p.offering().zone())
            .thenComparing(p -> p.offering().capacityType());

    public long microUsdPerHour() {
        return offering.priceMicroUsdPerHour();
    }

    /**
     * The ways to buy a claim, cheapest first: of each type and capacity type the cheapest zone. The first is what a launch
     * by lowest price would take; there is none where nothing is on sale.
     */
    public static List<Purchase> of(PlannedClaim claim) {
        List<Purchase> all = new ArrayList<>();
        for (InstanceType type : claim.options()) {
            Map<String, Purchase> byCapacityType = new LinkedHashMap<>();
            LaunchOrder.offerings(type, claim.requirements())
                    .map(offering -> new Purchase(type, offering))
                    .sorted(BY_PRICE)
                    .forEach(p -> byCapacityType.putIfAbsent(p.offering().capacityType(), p));
            all.addAll(byCapacityType.values());
        }
        all.sort(BY_PRICE);
        return all;
    }

    /** “g4dn.xlarge spot in us-east-1a at $0.2606/h”. */
    public String text() {
        return type.name() + " " + offering.capacityType() + " in " + offering.zone() + " at "
                + Dollars.perHour(microUsdPerHour());
    }
}
