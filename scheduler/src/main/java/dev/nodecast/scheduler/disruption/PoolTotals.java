package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.BalancedScore.Totals;
import dev.nodecast.scheduler.eviction.EvictionCost;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the policy Balanced compares a move with: the price and the cost of disruption of each pool that has a node which
 * may be disrupted. All nodes of a pool count for the latter (Karpenter {@code computeNodePoolTotals}).
 */
final class PoolTotals {

    private final ClusterState state;
    private final Candidates candidates;
    private final ConsolidationOptions.BalancedTotals priced;

    PoolTotals(ClusterState state, Candidates candidates, ConsolidationOptions.BalancedTotals priced) {
        this.state = state;
        this.candidates = candidates;
        this.priced = priced;
    }

    /** @param disruptable the nodes that may be disrupted at this time, whatever their pool's policy */
    Map<String, Totals> of(List<Candidate> disruptable) {
        Map<String, Totals> totals = new LinkedHashMap<>();
        disruptable.forEach(candidate -> totals.put(candidate.pool.name(), Totals.NONE));
        Set<Candidate> known = new LinkedHashSet<>(disruptable);
        for (StateNode node : state.nodes()) {
            String pool = node.nodePool();
            Totals before = pool == null ? null : totals.get(pool);
            if (pool != null && before != null) {
                Candidate candidate = candidates.find(node).candidate();
                boolean may = candidate != null && known.contains(candidate);
                totals.put(
                        pool,
                        before.plus(
                                price(node, pool, may),
                                candidate != null && may ? candidate.disruptionCost : disruptionCost(node)));
            }
        }
        return totals;
    }

    private double price(StateNode node, String pool, boolean disruptable) {
        boolean counts = priced == ConsolidationOptions.BalancedTotals.ALL_NODES
                ? node.claim() != null && node.claim().launched()
                : disruptable;
        Offering bought = counts ? candidates.bought(node, pool) : null;
        return bought == null ? 0 : Dollars.of(bought.priceMicroUsdPerHour());
    }

    /** Of a node that is no candidate: daemons are left out, as they come with every node. */
    private static double disruptionCost(StateNode node) {
        double cost = Candidate.NODE_COST;
        for (Pod pod : node.pods()) {
            if (!pod.meta().ownedBy("DaemonSet")) {
                cost += Math.max(0, EvictionCost.of(pod));
            }
        }
        return cost;
    }
}
