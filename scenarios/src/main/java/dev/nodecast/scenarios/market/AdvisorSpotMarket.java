package dev.nodecast.scenarios.market;

import dev.nodecast.scenarios.trace.InterruptionBand;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;

/**
 * The gentle market of AWS's spot advisor: capacity never runs out, and each instance is interrupted on its own at the
 * constant rate of its type's band.
 */
public final class AdvisorSpotMarket implements SpotMarket {

    private final RandomStreams streams;
    private final Bands bands;
    private final SpotPriceModel prices;

    /** The advisor's band of each instance type in each region. */
    @FunctionalInterface
    public interface Bands {

        InterruptionBand of(String region, String instanceType);
    }

    public AdvisorSpotMarket(RandomStreams streams, Bands bands, SpotPriceModel prices) {
        this.streams = streams;
        this.bands = bands;
        this.prices = prices;
    }

    @Override
    public CapacityProcess capacity(String instanceType, String zone) {
        return CapacityProcess.constant(CapacityProcess.UNLIMITED);
    }

    @Override
    public PriceProcess price(String instanceType, String zone) {
        return prices.price(streams, instanceType, zone);
    }

    @Override
    public HazardModel hazard(String instanceType, String zone) {
        return HazardModel.constant(AdvisorRates.perHour(bands.of(Pools.region(zone), instanceType)));
    }
}
