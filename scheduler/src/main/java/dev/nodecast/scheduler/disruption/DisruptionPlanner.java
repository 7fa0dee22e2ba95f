package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.Optional;

/** Tries the methods of disruption in Karpenter's order. */
public final class DisruptionPlanner implements Planner {

    private final ClusterState state;
    private final Clock clock;
    private final Emptiness emptiness;

    public DisruptionPlanner(ClusterState state, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.emptiness = new Emptiness(state);
    }

    @Override
    public Optional<Command> plan(long nowNs) {
        return emptiness.command(nowNs, clock.instantAt(nowNs));
    }

    @Override
    public boolean stillValid(Command command, long nowNs) {
        for (String name : command.candidates()) {
            StateNode node = state.ofClaim(name);
            if (node == null || !emptiness.eligible(node, nowNs)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long nextDueNs(long nowNs) {
        long next = Long.MAX_VALUE;
        for (StateNode node : state.nodes()) {
            String pool = node.nodePool();
            long due = Eligibility.consolidatableNs(node, pool == null ? null : state.pool(pool));
            if (due > nowNs) {
                next = Math.min(next, due);
            } else if (!node.leaving() && Eligibility.empty(node)) {
                // Held back by a promise to pods or by a budget, both of which end by themselves.
                return nowNs;
            }
        }
        return next;
    }
}
