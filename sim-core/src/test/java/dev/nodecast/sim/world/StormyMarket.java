package dev.nodecast.sim.world;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;

/** Capacity between 0 and 4 and a new price every few minutes, and single interruptions at a rate per hour. */
record StormyMarket(long seed, double hazardPerHour) implements SpotMarket {

    @Override
    public CapacityProcess capacity(String instanceType, String zone) {
        Steps steps = new Steps(stream("capacity", zone), 5);
        return new CapacityProcess() {
            @Override
            public int capacity() {
                return (int) steps.value;
            }

            @Override
            public long nextChangeNs() {
                return steps.nextNs;
            }

            @Override
            public void advance() {
                steps.advance();
            }
        };
    }

    @Override
    public PriceProcess price(String instanceType, String zone) {
        Steps steps = new Steps(stream("price", zone), 500_000);
        return new PriceProcess() {
            @Override
            public long priceMicroUsdPerHour() {
                return 100_000 + steps.value;
            }

            @Override
            public long nextChangeNs() {
                return steps.nextNs;
            }

            @Override
            public void advance() {
                steps.advance();
            }
        };
    }

    @Override
    public HazardModel hazard(String instanceType, String zone) {
        return HazardModel.constant(hazardPerHour);
    }

    private RandomStream stream(String what, String zone) {
        return new RandomStreams(seed, 2).stream(what, zone);
    }

    private static final class Steps {
        private final RandomStream random;
        private final int bound;
        private long value;
        private long nextNs;

        Steps(RandomStream random, int bound) {
            this.random = random;
            this.bound = bound;
            advance();
        }

        void advance() {
            value = random.nextInt(bound);
            nextNs += (long) random.exponential(7.0 * Fixtures.MINUTE);
        }
    }
}
