package dev.nodecast.scheduler.clusterautoscaler;

import java.util.LinkedHashMap;
import java.util.Map;

/** How large each group is meant to be, and which groups pause after failures. Rules: utils/backoff. */
final class GroupStates {

    private final Options.Times times;
    private final Map<String, State> byGroup = new LinkedHashMap<>();

    private static final class State {
        int target;
        long pauseNs;
        long pausedUntilNs = Long.MIN_VALUE;
        long lastFailureNs = Long.MIN_VALUE;
    }

    GroupStates(Options options) {
        this.times = options.times();
        options.groups().forEach(group -> byGroup.put(group.name(), new State()));
    }

    int target(NodeGroup group) {
        return of(group.name()).target;
    }

    void grow(NodeGroup group, int nodes) {
        of(group.name()).target += nodes;
    }

    void shrink(String group) {
        State state = of(group);
        state.target = Math.max(0, state.target - 1);
    }

    boolean paused(NodeGroup group, long nowNs) {
        return nowNs < of(group.name()).pausedUntilNs;
    }

    /** The group could not grow: it pauses, longer each time; failures within one pause count once. */
    void failed(String group, long nowNs) {
        State state = of(group);
        if (nowNs < state.pausedUntilNs) {
            return;
        }
        boolean anew = state.lastFailureNs == Long.MIN_VALUE || nowNs - state.lastFailureNs > times.backoffReset();
        state.pauseNs = anew ? times.backoff() : Math.min(2 * state.pauseNs, times.backoffMax());
        state.pausedUntilNs = nowNs + state.pauseNs;
        state.lastFailureNs = nowNs;
    }

    private State of(String group) {
        State state = byGroup.get(group);
        if (state == null) {
            throw new IllegalArgumentException("there is no node group " + group + ", only " + byGroup.keySet());
        }
        return state;
    }
}
