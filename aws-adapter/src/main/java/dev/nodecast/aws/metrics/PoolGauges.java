package dev.nodecast.aws.metrics;

import dev.nodecast.aws.kubernetes.PoolUse;
import dev.nodecast.aws.metrics.GaugeText.Family;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.StateNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pools: their limits, what they use of them, what that costs, and an older name for how many nodes they have. */
final class PoolGauges {

    private static final Family LIMIT = new Family("karpenter_nodepools_limit", "Limits of the nodepool's resources");
    private static final Family USAGE =
            new Family("karpenter_nodepools_usage", "Resources that have been provisioned for a nodepool");
    private static final Family COST = new Family(
            "karpenter_nodepools_cost_total", "USD an hour of the nodepool's nodes, at the prices that decisions take");
    private static final Family NODES = new Family(
            "karpenter_node_pool_usage", "Nodes of a nodepool by capacity type (a name of Karpenter before v1)");

    private PoolGauges() {}

    static void write(Scene scene, Prices prices, GaugeText text) {
        for (NodePool pool : scene.state().pools()) {
            String name = pool.name();
            pool.limits()
                    .forEach((resource, amount) -> text.add(
                            LIMIT,
                            Scene.amount(resource, amount),
                            "nodepool",
                            name,
                            "resource_type",
                            Scene.label(resource)));
            PoolUse.of(scene.state(), name)
                    .resources()
                    .forEach((resource, amount) -> text.add(
                            USAGE,
                            Scene.amount(resource, amount),
                            "nodepool",
                            name,
                            "resource_type",
                            Scene.label(resource)));
        }
        cost(scene, prices, text);
        nodes(scene, text);
    }

    private static void cost(Scene scene, Prices prices, GaugeText text) {
        SortedMap<String, Long> costs = new TreeMap<>();
        scene.state().pools().forEach(pool -> costs.put(pool.name(), 0L));
        for (StateNode node : scene.state().nodes()) {
            NodeClaim claim = node.claim();
            if (claim != null && claim.launched() && claim.nodePool() != null) {
                costs.merge(claim.nodePool(), prices.of(claim.meta().labels()), Long::sum);
            }
        }
        costs.forEach((pool, cost) -> text.add(COST, cost / Prices.MICRO, "nodepool", pool));
    }

    private static void nodes(Scene scene, GaugeText text) {
        SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();
        for (StateNode node : scene.state().nodes()) {
            NodeClaim claim = node.claim();
            if (claim != null && claim.launched() && claim.nodePool() != null) {
                String type = claim.meta().labels().get(WellKnown.CAPACITY_TYPE);
                counts.computeIfAbsent(claim.nodePool(), pool -> new TreeMap<>())
                        .merge(type == null ? "" : type, 1, Integer::sum);
            }
        }
        for (Map.Entry<String, SortedMap<String, Integer>> pool : counts.entrySet()) {
            pool.getValue()
                    .forEach((type, count) -> text.add(NODES, count, "nodepool", pool.getKey(), "capacity_type", type));
        }
    }
}
