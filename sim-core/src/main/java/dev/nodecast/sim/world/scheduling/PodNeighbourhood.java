package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.sim.world.cluster.NodeFit;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The filters that look at the pods that are there: topology spread with DoNotSchedule, and inter-pod affinity and
 * anti-affinity, in both directions.
 */
final class PodNeighbourhood {

    private final Supplier<Collection<SimNode>> nodes;
    private final Set<SimPod> repelling = new LinkedHashSet<>();

    /** @param nodes all nodes */
    PodNeighbourhood(Supplier<Collection<SimNode>> nodes) {
        this.nodes = nodes;
    }

    void bound(SimPod pod) {
        if (!pod.spec().affinity().requiredAntiPods().isEmpty()) {
            repelling.add(pod);
        }
    }

    void gone(SimPod pod) {
        repelling.remove(pod);
    }

    /** The filter that refuses the node because of the pods that are there; null where none does. */
    @Nullable
    Plugin refusal(PodShape shape, SimNode node) {
        if (shape.looksAtPods()) {
            for (TopologySpreadConstraint constraint : shape.spec().topologySpread()) {
                if (constraint.required() && !spreads(constraint, shape, node)) {
                    return Plugin.POD_TOPOLOGY_SPREAD;
                }
            }
        }
        return agrees(shape, node) ? null : Plugin.INTER_POD_AFFINITY;
    }

    private boolean agrees(PodShape shape, SimNode node) {
        if (!repelling.isEmpty() && isRepelled(shape, node)) {
            return false;
        }
        for (PodTerm term : shape.spec().affinity().requiredAntiPods()) {
            if (anyMatch(term, shape, node)) {
                return false;
            }
        }
        for (PodTerm term : shape.spec().affinity().requiredPods()) {
            if (!anyMatch(term, shape, node) && !isFirstOfItsKind(term, shape)) {
                return false;
            }
        }
        return true;
    }

    private boolean isRepelled(PodShape shape, SimNode node) {
        for (SimPod pod : repelling) {
            SimNode there = pod.node();
            if (there == null) {
                continue;
            }
            for (PodTerm term : pod.spec().affinity().requiredAntiPods()) {
                if (PodSelection.selectedBy(pod, term, shape) && sameDomain(term.topologyKey(), there, node)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean anyMatch(PodTerm term, PodShape shape, SimNode node) {
        for (SimNode other : nodes.get()) {
            if (sameDomain(term.topologyKey(), other, node) && hasMatch(term, shape, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasMatch(PodTerm term, PodShape shape, SimNode node) {
        for (SimPod pod : node.pods()) {
            if (PodSelection.selected(term, shape, pod)) {
                return true;
            }
        }
        return false;
    }

    /** A pod whose affinity is to its own kind may start the first group (InterPodAffinity's special case). */
    private boolean isFirstOfItsKind(PodTerm term, PodShape shape) {
        return PodSelection.selectsItself(term, shape)
                && nodes.get().stream().noneMatch(node -> hasMatch(term, shape, node));
    }

    private boolean spreads(TopologySpreadConstraint constraint, PodShape shape, SimNode node) {
        String domain = node.observed().meta().labels().get(constraint.topologyKey());
        if (domain == null) {
            return false;
        }
        Map<String, Integer> perDomain = new LinkedHashMap<>();
        for (SimNode other : nodes.get()) {
            String its = other.observed().meta().labels().get(constraint.topologyKey());
            if (its != null && counts(constraint, shape, other)) {
                perDomain.merge(its, matching(constraint, shape, other), Integer::sum);
            }
        }
        int least =
                perDomain.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        Integer minDomains = constraint.minDomains();
        if (minDomains != null && perDomain.size() < minDomains) {
            least = 0;
        }
        int self = constraint.labelSelector().matches(shape.labels()) ? 1 : 0;
        return perDomain.getOrDefault(domain, 0) + self - least <= constraint.maxSkew();
    }

    /** Whether the constraint counts the pods of the node. */
    static boolean counts(TopologySpreadConstraint constraint, PodShape shape, SimNode node) {
        return (!constraint.honorAffinity() || NodeFit.selects(shape.spec(), node.observed()))
                && (!constraint.honorTaints() || NodeFit.tolerates(shape.spec(), node.observed()));
    }

    /** How many pods of the node the constraint counts. */
    static int matching(TopologySpreadConstraint constraint, PodShape shape, SimNode node) {
        int count = 0;
        for (SimPod pod : node.pods()) {
            if (PodSelection.counted(constraint, shape, pod)) {
                count++;
            }
        }
        return count;
    }

    private static boolean sameDomain(String topologyKey, SimNode a, SimNode b) {
        @Nullable String domain = a.observed().meta().labels().get(topologyKey);
        return domain != null && domain.equals(b.observed().meta().labels().get(topologyKey));
    }
}
