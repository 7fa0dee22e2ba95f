package dev.nodecast.sim.world.cloud;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Walks the spot market's processes: prices change, capacity falls and takes the surplus, single instances are taken by
 * their pool's hazard.
 */
final class SpotInterruptions {

    private static final double HOUR_NS = 3.6e12;

    private final Simulation simulation;
    private final RandomStreams streams;
    private final Map<SpotPool, RandomStream> victims = new LinkedHashMap<>();
    private final Actions actions;

    /** What the market does to EC2. */
    record Actions(Consumer<SpotPool> priceChanged, Consumer<Instance> interrupt) {}

    SpotInterruptions(Simulation simulation, RandomStreams streams, Actions actions) {
        this.simulation = simulation;
        this.streams = streams;
        this.actions = actions;
    }

    void start(Collection<SpotPool> pools) {
        for (SpotPool pool : pools) {
            victims.put(pool, streams.stream("spot-victims", pool.instanceType + "/" + pool.zone));
            watchPrice(pool);
            watchCapacity(pool);
        }
    }

    private void watchPrice(SpotPool pool) {
        long nextNs = pool.price.nextChangeNs();
        if (nextNs != Long.MAX_VALUE) {
            simulation.scheduleAt(Math.max(nextNs, simulation.now()), () -> {
                pool.price.advance();
                actions.priceChanged.accept(pool);
                watchPrice(pool);
            });
        }
    }

    private void watchCapacity(SpotPool pool) {
        long nextNs = pool.capacity.nextChangeNs();
        if (nextNs != Long.MAX_VALUE) {
            simulation.scheduleAt(Math.max(nextNs, simulation.now()), () -> {
                pool.capacity.advance();
                takeSurplus(pool);
                watchCapacity(pool);
            });
        }
    }

    void takeSurplus(SpotPool pool) {
        RandomStream choice = victims.get(pool);
        for (int surplus = pool.surplus(); surplus > 0 && choice != null; surplus--) {
            actions.interrupt.accept(pool.holding.get(choice.nextInt(pool.holding.size())));
        }
    }

    /** An instance begins to be at risk. */
    void watch(Instance instance, SpotPool pool) {
        if (pool.hazard.maxRatePerHour() > 0) {
            String name = "spot-hazard/" + pool.instanceType + "/" + pool.zone;
            step(instance, pool, streams.stream(name, pool.launches));
        }
        pool.launches++;
    }

    /** Thinning (Lewis and Shedler 1979): steps at the greatest rate, each taken with the share that holds then. */
    private void step(Instance instance, SpotPool pool, RandomStream stream) {
        double maxRate = pool.hazard.maxRatePerHour();
        long delayNs = (long) Math.min(Long.MAX_VALUE / 4.0, stream.exponential(HOUR_NS / maxRate));
        simulation.schedule(delayNs, () -> {
            if (instance.noticed || !instance.running()) {
                return;
            }
            long nowNs = simulation.now();
            double rate = pool.hazard.ratePerHour(nowNs, nowNs - instance.runningSinceNs);
            if (stream.bernoulli(rate / maxRate)) {
                actions.interrupt.accept(instance);
            } else {
                step(instance, pool, stream);
            }
        });
    }
}
