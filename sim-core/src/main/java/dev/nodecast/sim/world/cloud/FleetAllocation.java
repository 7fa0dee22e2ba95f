package dev.nodecast.sim.world.cloud;

import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Finds the pool of capacity for a call of CreateFleet, by the strategy that goes with what is asked for. */
final class FleetAllocation {

    private final CapacityLedger capacity;

    FleetAllocation(CapacityLedger capacity) {
        this.capacity = capacity;
    }

    /**
     * What a call came to.
     *
     * @param chosen null where no pool has capacity
     * @param inVain the pools that were tried and had none
     */
    record Result(@Nullable Override chosen, List<Override> inVain) {}

    Result allocate(LaunchRequest request, long nowNs) {
        List<Override> overrides = request.overrides();
        if (request.capacityType().equals(WellKnown.SPOT)) {
            ToLongFunction<Override> price = request.prioritized() ? Override::priceMicroUsdPerHour : this::spotPrice;
            Override chosen = FleetChoice.priceCapacityOptimized(overrides, capacity::freeSpot, price);
            return new Result(chosen, chosen == null ? overrides : List.of());
        }
        ToIntFunction<Override> free = request.capacityType().equals(WellKnown.RESERVED)
                ? candidate -> capacity.reservations().free(candidate.reservation())
                : candidate -> capacity.freeOnDemand(candidate, nowNs);
        Override chosen = FleetChoice.lowestPrice(overrides, free, Override::priceMicroUsdPerHour);
        return new Result(chosen, FleetChoice.inVain(overrides, chosen, free, Override::priceMicroUsdPerHour));
    }

    /** The market's price of a spot pool. */
    long spotPrice(Override candidate) {
        SpotPool pool = capacity.spotPool(candidate.instanceType(), candidate.zone());
        return pool == null ? candidate.priceMicroUsdPerHour() : pool.price.priceMicroUsdPerHour();
    }
}
