package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.scheduling.PodShape.WeightedTerm;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much a pod and the pods that are there want each other near (InterPodAffinity's score): the preferred terms of both
 * sides, and with weight 1 what pods that are there require.
 */
final class PodAffinityScore {

    private static final int REQUIRED_WEIGHT = 1;
    private static final long MAX = 100;

    private final Set<SimPod> withTerms = new LinkedHashSet<>();

    void bound(SimPod pod) {
        if (!pod.spec().affinity().requiredPods().isEmpty()
                || !pod.spec().affinity().preferredPods().isEmpty()
                || !pod.spec().affinity().preferredAntiPods().isEmpty()) {
            withTerms.add(pod);
        }
    }

    void gone(SimPod pod) {
        withTerms.remove(pod);
    }

    /** The scores of the nodes, 0 to 100; none where nobody has wishes. */
    long[] of(PodShape shape, List<SimNode> feasible, Collection<SimNode> all) {
        if (withTerms.isEmpty() && !shape.prefersPods()) {
            return new long[0];
        }
        Map<String, Map<String, Long>> byDomain = new LinkedHashMap<>();
        if (shape.prefersPods()) {
            all.forEach(node -> node.pods().forEach(pod -> addOwnWishes(shape, pod, node, byDomain)));
        }
        withTerms.forEach(pod -> addWishesAbout(shape, pod, byDomain));
        return byDomain.isEmpty() ? new long[0] : normalized(feasible, byDomain);
    }

    private static void addOwnWishes(
            PodShape shape, SimPod pod, SimNode node, Map<String, Map<String, Long>> byDomain) {
        for (WeightedTerm wish : shape.preferredTerms()) {
            if (PodSelection.selected(wish.term(), shape, pod)) {
                add(byDomain, wish.term(), node, wish.weight());
            }
        }
    }

    private static void addWishesAbout(PodShape shape, SimPod pod, Map<String, Map<String, Long>> byDomain) {
        SimNode node = pod.node();
        if (node == null) {
            return;
        }
        for (PodTerm term : pod.spec().affinity().requiredPods()) {
            if (PodSelection.selectedBy(pod, term, shape)) {
                add(byDomain, term, node, REQUIRED_WEIGHT);
            }
        }
        for (WeightedTerm wish : WeightedTerm.preferred(pod.spec().affinity())) {
            if (PodSelection.selectedBy(pod, wish.term(), shape)) {
                add(byDomain, wish.term(), node, wish.weight());
            }
        }
    }

    private static void add(Map<String, Map<String, Long>> byDomain, PodTerm term, SimNode node, int weight) {
        String domain = node.observed().meta().labels().get(term.topologyKey());
        if (domain != null) {
            byDomain.computeIfAbsent(term.topologyKey(), _ -> new LinkedHashMap<>())
                    .merge(domain, (long) weight, Long::sum);
        }
    }

    private static long[] normalized(List<SimNode> feasible, Map<String, Map<String, Long>> byDomain) {
        long[] scores = new long[feasible.size()];
        long max = Long.MIN_VALUE;
        long min = Long.MAX_VALUE;
        for (int i = 0; i < scores.length; i++) {
            for (Map.Entry<String, Map<String, Long>> key : byDomain.entrySet()) {
                String domain = feasible.get(i).observed().meta().labels().get(key.getKey());
                scores[i] += domain == null ? 0 : key.getValue().getOrDefault(domain, 0L);
            }
            max = Math.max(max, scores[i]);
            min = Math.min(min, scores[i]);
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = max == min ? 0 : (long) (MAX * ((double) (scores[i] - min) / (max - min)));
        }
        return scores;
    }
}
