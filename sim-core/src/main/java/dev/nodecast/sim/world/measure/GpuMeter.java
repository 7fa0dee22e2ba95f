package dev.nodecast.sim.world.measure;

import dev.nodecast.sim.stats.TimeWeighted;
import dev.nodecast.sim.world.measure.GpuTime.State;
import java.util.EnumMap;
import java.util.Map;

/** How many GPUs of the cluster are in which state, over time. */
public final class GpuMeter {

    private static final State[] STATES = State.values();

    private final TimeWeighted[] levels = new TimeWeighted[STATES.length];

    public GpuMeter() {
        for (int i = 0; i < levels.length; i++) {
            levels[i] = new TimeWeighted(0, 0);
        }
    }

    void change(long nowNs, State state, long gpus) {
        levels[state.ordinal()].add(nowNs, gpus);
    }

    /** GPUs that are in the state now. */
    public long count(State state) {
        return levels[state.ordinal()].level();
    }

    /** GPUs that are paid for now. */
    public long count() {
        long sum = 0;
        for (TimeWeighted level : levels) {
            sum += level.level();
        }
        return sum;
    }

    /** The sums until now. */
    public GpuTime time(long nowNs) {
        Map<State, Double> seconds = new EnumMap<>(State.class);
        for (State state : STATES) {
            seconds.put(state, levels[state.ordinal()].integralSeconds(nowNs));
        }
        return new GpuTime(seconds);
    }
}
