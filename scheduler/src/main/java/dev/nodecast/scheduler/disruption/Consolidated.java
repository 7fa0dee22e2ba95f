package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Method;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which methods have found nothing to do since the cluster last changed in a way that could help them; they are not asked
 * again before it changes, or five minutes have passed since it did (Karpenter's {@code ConsolidationState}). That a node
 * becomes consolidatable is no such change.
 */
final class Consolidated {

    private final Map<Method, Long> foundNothing = new EnumMap<>(Method.class);
    private final ClusterState state;

    Consolidated(ClusterState state) {
        this.state = state;
    }

    boolean holds(Method method, long nowNs) {
        Long then = foundNothing.get(method);
        return then != null && then == current(nowNs);
    }

    void mark(Method method, long nowNs) {
        foundNothing.put(method, current(nowNs));
    }

    private long current(long nowNs) {
        if (nowNs - state.helpfulChangeNs() >= Agenda.RECHECK_NS) {
            state.helpfulChange();
        }
        return state.helpfulChanges();
    }
}
