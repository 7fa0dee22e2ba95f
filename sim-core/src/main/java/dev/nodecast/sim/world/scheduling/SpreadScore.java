package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.world.cluster.SimNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * How well a node serves the spread of a pod's like (PodTopologySpread's score): by the constraints with ScheduleAnyway; for
 * pods that state no constraints at all by the defaults, over nodes with a skew of 3 and over zones with a skew of 5, which
 * count the pods of the same ReplicaSet.
 */
final class SpreadScore {

    private static final int DEFAULT_NODE_SKEW = 3;
    private static final int DEFAULT_ZONE_SKEW = 5;
    private static final long MAX = 100;

    private final PodShape shape;
    private final List<SimNode> feasible;
    private final List<Soft> constraints = new ArrayList<>();
    private final boolean allKeysNeeded;

    /** A constraint, and how many pods in each domain it counts. */
    private record Soft(String key, int maxSkew, ToIntFunction<SimNode> onNode, Map<String, long[]> byDomain) {
        boolean perNode() {
            return key.equals(WellKnown.HOSTNAME);
        }

        long count(SimNode node) {
            return perNode() ? onNode.applyAsInt(node) : byDomain.getOrDefault(domain(node), new long[1])[0];
        }

        String domain(SimNode node) {
            String value = node.observed().meta().labels().get(key);
            return value == null ? "" : value;
        }

        boolean on(SimNode node) {
            return node.observed().meta().labels().has(key);
        }
    }

    private SpreadScore(PodShape shape, List<SimNode> feasible) {
        this.shape = shape;
        this.feasible = feasible;
        this.allKeysNeeded = shape.prefersSpread();
    }

    /** The scores of the nodes, 0 to 100; none where nothing is to be spread. */
    static long[] of(PodShape shape, List<SimNode> feasible, Collection<SimNode> all, WorkloadCounts counts) {
        SpreadScore score = new SpreadScore(shape, feasible);
        if (shape.prefersSpread()) {
            score.stated(all);
        } else if (shape.spec().topologySpread().isEmpty() && shape.onlyNode() == null) {
            score.defaults(counts);
        }
        return score.constraints.isEmpty() ? new long[0] : score.normalized();
    }

    private void stated(Collection<SimNode> all) {
        for (TopologySpreadConstraint c : shape.spec().topologySpread()) {
            if (!c.required()) {
                constraints.add(new Soft(
                        c.topologyKey(),
                        c.maxSkew(),
                        node -> PodNeighbourhood.matching(c, shape, node),
                        new LinkedHashMap<>()));
            }
        }
        openDomains();
        List<TopologySpreadConstraint> soft = shape.spec().topologySpread().stream()
                .filter(c -> !c.required())
                .toList();
        for (SimNode node : all) {
            for (int i = 0; i < soft.size() && scored(node); i++) {
                Soft constraint = constraints.get(i);
                long[] sum = constraint.byDomain.get(constraint.domain(node));
                if (sum != null && PodNeighbourhood.counts(soft.get(i), shape, node)) {
                    sum[0] += constraint.onNode.applyAsInt(node);
                }
            }
        }
    }

    private void defaults(WorkloadCounts counts) {
        ToIntFunction<SimNode> onNode = node -> counts.of(shape.workload(), node);
        constraints.add(new Soft(WellKnown.HOSTNAME, DEFAULT_NODE_SKEW, onNode, new LinkedHashMap<>()));
        Soft zones = new Soft(WellKnown.ZONE, DEFAULT_ZONE_SKEW, onNode, new LinkedHashMap<>());
        constraints.add(zones);
        openDomains();
        counts.of(shape.workload()).forEach((node, count) -> {
            long[] sum = zones.byDomain.get(zones.domain(node));
            if (sum != null) {
                sum[0] += count;
            }
        });
    }

    /** Only domains of nodes that could be chosen count. */
    private void openDomains() {
        for (SimNode node : feasible) {
            for (Soft constraint : constraints) {
                if (scored(node) && !constraint.perNode()) {
                    constraint.byDomain.computeIfAbsent(constraint.domain(node), _ -> new long[1]);
                }
            }
        }
    }

    /** Nodes without the stated keys have no score. */
    private boolean scored(SimNode node) {
        return !allKeysNeeded || constraints.stream().allMatch(constraint -> constraint.on(node));
    }

    private long[] normalized() {
        int nodes = (int) feasible.stream().filter(this::scored).count();
        long[] scores = new long[feasible.size()];
        long max = 0;
        long min = Long.MAX_VALUE;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scored(feasible.get(i)) ? crowd(feasible.get(i), nodes) : -1;
            if (scores[i] >= 0) {
                max = Math.max(max, scores[i]);
                min = Math.min(min, scores[i]);
            }
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scores[i] < 0 ? 0 : max == 0 ? MAX : MAX * (max + min - scores[i]) / max;
        }
        return scores;
    }

    private long crowd(SimNode node, int nodes) {
        double crowd = 0;
        for (Soft constraint : constraints) {
            if (constraint.on(node)) {
                int domains = constraint.perNode() ? nodes : constraint.byDomain.size();
                crowd += constraint.count(node) * StrictMath.log(domains + 2.0) + (constraint.maxSkew - 1);
            }
        }
        return Math.round(crowd);
    }
}
