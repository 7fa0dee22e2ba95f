package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which overlays say different things with the same weight. An overlay conflicts when one of the same weight has already
 * spoken of the price of an offering, or of an amount of a type, that it speaks of too; it is then left out for all pools.
 * To be asked in the order of weight, the heaviest first.
 */
final class OverlayConflicts {

    private record PricedOffering(String pool, String type, String zone, String capacityType, String reservation) {
        static PricedOffering of(String pool, String type, Offering offering) {
            Offering.Reservation reservation = offering.reservation();
            return new PricedOffering(
                    pool, type, offering.zone(), offering.capacityType(), reservation == null ? "" : reservation.id());
        }
    }

    private record SizedType(String pool, String type) {}

    private record Sized(int weight, Resources capacity) {}

    private final Map<PricedOffering, Integer> pricedBy = new LinkedHashMap<>();
    private final Map<SizedType, Sized> sizedBy = new LinkedHashMap<>();

    /** Whether the overlay goes with those before it; where it does, it is remembered for those after it. */
    boolean accepts(NodeOverlay overlay, Map<NodePool, List<InstanceType>> offered) {
        OverlayMatch match = new OverlayMatch(overlay);
        for (Map.Entry<NodePool, List<InstanceType>> pool : offered.entrySet()) {
            for (InstanceType type : pool.getValue()) {
                if (conflicts(overlay, pool.getKey().name(), type, match.offerings(pool.getKey(), type))) {
                    return false;
                }
            }
        }
        offered.forEach((pool, types) ->
                types.forEach(type -> remember(overlay, pool.name(), type, match.offerings(pool, type))));
        return true;
    }

    private boolean conflicts(NodeOverlay overlay, String pool, InstanceType type, List<Offering> offerings) {
        if (offerings.isEmpty()) {
            return false;
        }
        if (overlay.price() != null) {
            for (Offering offering : offerings) {
                Integer before = pricedBy.get(PricedOffering.of(pool, type.name(), offering));
                if (before != null && before == overlay.weight()) {
                    return true;
                }
            }
        }
        Sized before = sizedBy.get(new SizedType(pool, type.name()));
        return before != null
                && before.weight == overlay.weight()
                && overlay.capacity().names().stream().anyMatch(before.capacity::names);
    }

    private void remember(NodeOverlay overlay, String pool, InstanceType type, List<Offering> offerings) {
        if (overlay.price() != null) {
            offerings.forEach(
                    offering -> pricedBy.put(PricedOffering.of(pool, type.name(), offering), overlay.weight()));
        }
        if (!offerings.isEmpty() && !overlay.capacity().isEmpty()) {
            sizedBy.put(new SizedType(pool, type.name()), new Sized(overlay.weight(), overlay.capacity()));
        }
    }
}
