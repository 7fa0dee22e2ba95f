package dev.nodecast.scenarios.market;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.PoolKey;
import dev.nodecast.scenarios.trace.PriceTrace;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A market that replays traces for the pools that have one and asks another market for the rest. A pool with a capacity
 * trace has no hazard besides.
 */
public final class TraceSpotMarket implements SpotMarket {

    private final SpotMarket otherwise;
    private final Map<PoolKey, Replay<CapacityTrace>> capacities = new LinkedHashMap<>();
    private final Map<PoolKey, Replay<PriceTrace>> prices = new LinkedHashMap<>();
    private final AfterTrace afterwards;

    private record Replay<T>(T trace, long offsetNs) {}

    /**
     * @param otherwise market of the pools without a trace
     * @param afterwards what happens when a capacity trace ends
     */
    public TraceSpotMarket(SpotMarket otherwise, AfterTrace afterwards) {
        this.otherwise = otherwise;
        this.afterwards = afterwards;
    }

    /** Replays {@code trace} as the capacity of a pool; {@code offsetNs} of the trace is time 0. */
    public TraceSpotMarket withCapacity(String instanceType, String zone, CapacityTrace trace, long offsetNs) {
        capacities.put(key(instanceType, zone), new Replay<>(trace, offsetNs));
        return this;
    }

    /** Replays {@code trace} as the price of a pool; {@code offsetNs} of the trace is time 0. */
    public TraceSpotMarket withPrice(String instanceType, String zone, PriceTrace trace, long offsetNs) {
        prices.put(key(instanceType, zone), new Replay<>(trace, offsetNs));
        return this;
    }

    @Override
    public CapacityProcess capacity(String instanceType, String zone) {
        Replay<CapacityTrace> replay = capacities.get(key(instanceType, zone));
        return replay == null
                ? otherwise.capacity(instanceType, zone)
                : new TraceCapacity(replay.trace(), replay.offsetNs(), afterwards);
    }

    @Override
    public PriceProcess price(String instanceType, String zone) {
        Replay<PriceTrace> replay = prices.get(key(instanceType, zone));
        return replay == null ? otherwise.price(instanceType, zone) : new TracePrice(replay.trace(), replay.offsetNs());
    }

    @Override
    public HazardModel hazard(String instanceType, String zone) {
        return capacities.containsKey(key(instanceType, zone))
                ? HazardModel.NONE
                : otherwise.hazard(instanceType, zone);
    }

    private static PoolKey key(String instanceType, String zone) {
        return new PoolKey(zone, instanceType, PoolKey.LINUX);
    }
}
