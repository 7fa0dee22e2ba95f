package dev.nodecast.aws.testbed.world;

import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;
import dev.nodecast.sim.world.spec.OnDemandCapacity;
import java.util.HashMap;
import java.util.Map;

/** A market whose pools somebody can limit while it runs: to try what happens where capacity runs out. */
final class ControlledMarket implements SpotMarket {

    private final SpotMarket market;
    private final OnDemandCapacity onDemand;
    private final Map<Pool, Integer> limits = new HashMap<>();

    private record Pool(String instanceType, String zone, boolean spot) {}

    ControlledMarket(SpotMarket market, OnDemandCapacity onDemand) {
        this.market = market;
        this.onDemand = onDemand;
    }

    /** Instances that the pool can hold from now on; {@link CapacityProcess#UNLIMITED} for no limit but the market's. */
    void limit(String instanceType, String zone, boolean spot, int instances) {
        limits.put(new Pool(instanceType, zone, spot), instances);
    }

    OnDemandCapacity onDemand() {
        return (type, zone) -> limited(onDemand.capacity(type, zone), new Pool(type, zone, false));
    }

    @Override
    public CapacityProcess capacity(String instanceType, String zone) {
        return limited(market.capacity(instanceType, zone), new Pool(instanceType, zone, true));
    }

    @Override
    public PriceProcess price(String instanceType, String zone) {
        return market.price(instanceType, zone);
    }

    @Override
    public HazardModel hazard(String instanceType, String zone) {
        return market.hazard(instanceType, zone);
    }

    private CapacityProcess limited(CapacityProcess process, Pool pool) {
        return new CapacityProcess() {
            @Override
            public int capacity() {
                return Math.min(process.capacity(), limits.getOrDefault(pool, UNLIMITED));
            }

            @Override
            public long nextChangeNs() {
                return process.nextChangeNs();
            }

            @Override
            public void advance() {
                process.advance();
            }
        };
    }
}
