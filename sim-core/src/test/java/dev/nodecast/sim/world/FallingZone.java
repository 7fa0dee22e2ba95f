package dev.nodecast.sim.world;

import dev.nodecast.sim.world.market.CalmMarket;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;
import java.util.List;

/** A calm market in which one zone loses all its capacity at a moment. */
record FallingZone(String fallingZone, long atNs) implements SpotMarket {

    private static final SpotMarket CALM = CalmMarket.of(List.of(Fixtures.gpuType()));

    @Override
    public CapacityProcess capacity(String instanceType, String zone) {
        return zone.equals(fallingZone) ? new Fall(atNs) : CALM.capacity(instanceType, zone);
    }

    @Override
    public PriceProcess price(String instanceType, String zone) {
        return CALM.price(instanceType, zone);
    }

    @Override
    public HazardModel hazard(String instanceType, String zone) {
        return HazardModel.NONE;
    }

    private static final class Fall implements CapacityProcess {
        private final long atNs;
        private boolean fallen;

        Fall(long atNs) {
            this.atNs = atNs;
        }

        @Override
        public int capacity() {
            return fallen ? 0 : UNLIMITED;
        }

        @Override
        public long nextChangeNs() {
            return fallen ? Long.MAX_VALUE : atNs;
        }

        @Override
        public void advance() {
            fallen = true;
        }
    }
}
