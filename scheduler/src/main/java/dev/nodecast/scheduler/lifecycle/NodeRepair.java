package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.NodeCondition;
import dev.nodecast.scheduler.port.RepairPolicy;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces nodes that are broken for longer than the cloud's policies tolerate: by force, so that neither budgets nor pods
 * hold it up, but not while more than a fifth of the pool's nodes are broken, which has another cause than the nodes
 * (Karpenter {@code node/health}).
 */
public final class NodeRepair {

    /** The cause that is written down. */
    public static final String CAUSE = "Unhealthy";

    private static final int TOLERATED_PERCENT = 20;
    private static final long RETRY_NS = 5 * 60 * 1_000_000_000L;

    private final Map<String, List<NodeCondition>> conditions = new LinkedHashMap<>();
    private final Termination termination;
    private final ClusterState state;
    private final World world;

    /** What repair acts through. */
    public record World(Clock clock, Timers timers, CloudProvider cloud, Journal journal) {}

    /** A condition that means trouble, and when it will have been tolerated for long enough. */
    private record Trouble(NodeCondition condition, long dueNs) {}

    public NodeRepair(Termination termination, ClusterState state, World world) {
        this.termination = termination;
        this.state = state;
        this.world = world;
    }

    /** A node says how it is. */
    public void observed(String node, List<NodeCondition> now) {
        conditions.put(node, List.copyOf(now));
        look(node);
    }

    public void gone(String node) {
        conditions.remove(node);
    }

    private void look(String name) {
        Trouble trouble = trouble(name);
        StateNode node = state.ofNode(name);
        NodeClaim claim = node == null ? null : node.claim();
        if (trouble == null || node == null || claim == null || claim.meta().deleting()) {
            return;
        }
        long nowNs = world.clock.nowNs();
        if (nowNs < trouble.dueNs) {
            world.timers.after(trouble.dueNs - nowNs, () -> look(name));
        } else if (tooMany(node.nodePool())) {
            world.journal.record(nowNs, new Decision.RepairBlocked(claim.name(), trouble.condition.type()));
            world.timers.after(RETRY_NS, () -> look(name));
        } else {
            termination.beginByForce(claim, CAUSE);
        }
    }

    /** The condition whose toleration ends first; null where the node is well. */
    private @Nullable Trouble trouble(String node) {
        Trouble first = null;
        for (RepairPolicy policy : world.cloud.repairPolicies()) {
            for (NodeCondition condition : conditions.getOrDefault(node, List.of())) {
                long dueNs = condition.sinceNs() + policy.tolerationNs();
                if (policy.matches(condition) && (first == null || dueNs < first.dueNs)) {
                    first = new Trouble(condition, dueNs);
                }
            }
        }
        return first;
    }

    /** Whether more nodes of the pool are broken than a fifth of them, rounded up. */
    private boolean tooMany(@Nullable String pool) {
        int all = 0;
        int broken = 0;
        for (StateNode node : state.nodes()) {
            if (node.node() != null && (pool == null || pool.equals(node.nodePool()))) {
                all++;
                broken += trouble(node.node().name()) == null ? 0 : 1;
            }
        }
        return broken > Math.ceilDiv(all * TOLERATED_PERCENT, 100);
    }
}
