package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The least that nodes cost, whatever their pool, zone and requirements: lower bounds of what a replacement costs. */
final class Market {

    private final List<Priced> cheapestFirst = new ArrayList<>();
    /** Micro-USD per hour of one unit of a resource, where it is cheapest. */
    private final Map<String, Double> unitPrice = new LinkedHashMap<>();

    private record Priced(Resources allocatable, long priceMicroUsdPerHour) {}

    /** @param spot whether spot offerings count */
    Market(Iterable<PoolCatalogue> catalogues, boolean spot) {
        for (PoolCatalogue catalogue : catalogues) {
            catalogue.types.forEach(type -> add(type, spot));
        }
        cheapestFirst.sort(Comparator.comparingLong(Priced::priceMicroUsdPerHour));
    }

    private void add(InstanceType type, boolean spot) {
        long price = Long.MAX_VALUE;
        for (Offering offering : type.offerings()) {
            if (offering.available() && (spot || !offering.spot())) {
                price = Math.min(price, offering.priceMicroUsdPerHour());
            }
        }
        if (price < Long.MAX_VALUE) {
            Priced priced = new Priced(type.allocatable(), price);
            cheapestFirst.add(priced);
            priced.allocatable.forEach((resource, amount) -> {
                if (amount > 0) {
                    unitPrice.merge(resource, priced.priceMicroUsdPerHour / (double) amount, Math::min);
                }
            });
        }
    }

    /** Whether there is a node for at most the limit that is large enough. */
    boolean offersUpTo(long limitMicroUsdPerHour, Resources requests) {
        for (Priced type : cheapestFirst) {
            if (type.priceMicroUsdPerHour > limitMicroUsdPerHour) {
                return false;
            }
            if (requests.fitsIn(type.allocatable)) {
                return true;
            }
        }
        return false;
    }

    /** The least that a node costs per unit of the resource; null where none has it. */
    @Nullable
    Double unitPrice(String resource) {
        return unitPrice.get(resource);
    }
}
