package dev.nodecast.sim.world.cloud;

import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;
import java.util.ArrayList;
import java.util.List;

/** One spot pool: an instance type in a zone, with the instances that it holds. */
final class SpotPool {

    final String instanceType;
    final String zone;
    final CapacityProcess capacity;
    final PriceProcess price;
    final HazardModel hazard;

    /** Instances that count against the capacity: not noticed and not ended. */
    final List<Instance> holding = new ArrayList<>();

    /** All instances that have not ended. */
    final List<Instance> alive = new ArrayList<>();

    long launches;

    SpotPool(String instanceType, String zone, SpotMarket market) {
        this.instanceType = instanceType;
        this.zone = zone;
        this.capacity = market.capacity(instanceType, zone);
        this.price = market.price(instanceType, zone);
        this.hazard = market.hazard(instanceType, zone);
    }

    int free() {
        return Math.max(0, capacity.capacity() - holding.size());
    }

    int surplus() {
        return Math.max(0, holding.size() - capacity.capacity());
    }
}
