package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.eviction.DoNotDisrupt;
import dev.nodecast.scheduler.eviction.EvictionCost;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Which nodes of a static pool go first when it is to have fewer: those not launched yet, then empty ones, then those whose
 * pods cost the least to move, for as long as the node has yet to live; nodes with pods that must not be disrupted last.
 * Karpenter's {@code static/deprovisioning}.
 */
public final class ScaleDownOrder {

    private ScaleDownOrder() {}

    /**
     * The first claims in that order; equal ones in the order of the nodes.
     *
     * @param nodes of one pool, none of them on its way out
     */
    public static List<NodeClaim> first(int count, Collection<StateNode> nodes, long nowNs) {
        return nodes.stream()
                .filter(StateNode::managed)
                .map(node -> Ranked.of(node, nowNs))
                .sorted(Ranked.ORDER)
                .limit(count)
                .map(ranked -> Objects.requireNonNull(ranked.node.claim()))
                .toList();
    }

    /** Ranks of nodes, the first to go first. */
    private enum Rank {
        NOT_LAUNCHED,
        EMPTY,
        MOVABLE,
        HELD
    }

    private record Ranked(StateNode node, Rank rank, double cost) {

        static final Comparator<Ranked> ORDER =
                Comparator.comparing(Ranked::rank).thenComparingDouble(Ranked::cost);

        static Ranked of(StateNode node, long nowNs) {
            NodeClaim claim = Objects.requireNonNull(node.claim());
            List<Pod> pods = new ArrayList<>(node.pods());
            if (claim.status().providerId().isEmpty()) {
                return new Ranked(node, Rank.NOT_LAUNCHED, 0);
            }
            boolean held = pods.stream().anyMatch(pod -> DoNotDisrupt.active(pod, nowNs));
            if (!held && pods.stream().allMatch(pod -> pod.meta().ownedBy("DaemonSet"))) {
                return new Ranked(node, Rank.EMPTY, 0);
            }
            double cost = pods.stream().mapToDouble(EvictionCost::of).sum() * lifetimeLeft(claim, nowNs);
            return new Ranked(node, held ? Rank.HELD : Rank.MOVABLE, cost);
        }

        /** The share of its life that a node has yet to live before it expires, from 1 to 0. */
        private static double lifetimeLeft(NodeClaim claim, long nowNs) {
            Long expireAfter = claim.expireAfterNs();
            if (expireAfter == null) {
                return 1;
            }
            double age = (double) nowNs - claim.meta().createdNs();
            return Math.clamp((expireAfter - age) / expireAfter, 0.0, 1.0);
        }
    }
}
