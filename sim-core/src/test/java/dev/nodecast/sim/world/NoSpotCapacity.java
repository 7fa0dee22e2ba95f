package dev.nodecast.sim.world;

import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;

/** A market that sells nothing. */
record NoSpotCapacity(SpotMarket prices) implements SpotMarket {

    @Override
    public CapacityProcess capacity(String instanceType, String zone) {
        return CapacityProcess.constant(0);
    }

    @Override
    public PriceProcess price(String instanceType, String zone) {
        return prices.price(instanceType, zone);
    }

    @Override
    public HazardModel hazard(String instanceType, String zone) {
        return HazardModel.NONE;
    }
}
