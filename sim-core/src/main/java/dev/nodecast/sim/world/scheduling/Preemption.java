package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has to go so that a pod of higher priority finds room (kube-scheduler's DefaultPreemption): on each node the fewest
 * pods of lower priority, the least important first; of all nodes the one whose victims matter least. Disruption budgets
 * and pods in other domains are not looked at.
 */
final class Preemption {

    private static final Comparator<SimPod> MOST_IMPORTANT_FIRST = Comparator.comparingInt(
                    (SimPod pod) -> -pod.spec().priority())
            .thenComparingLong(pod -> pod.meta().createdNs())
            .thenComparingLong(SimPod::ordinal);

    private static final Comparator<Plan> LEAST_HARM_FIRST = Comparator.comparingInt(Plan::highestPriority)
            .thenComparingLong(Plan::prioritySum)
            .thenComparingInt(plan -> plan.victims.size());

    private final PlacementIndex index;
    private final Filters filters;
    private final TreeMap<Integer, Integer> boundByPriority = new TreeMap<>();

    /** The pods to remove from a node; at least one. */
    record Plan(SimNode node, List<SimPod> victims) {
        int highestPriority() {
            return victims.getFirst().spec().priority();
        }

        long prioritySum() {
            return victims.stream().mapToLong(pod -> pod.spec().priority()).sum();
        }
    }

    Preemption(PlacementIndex index, Filters filters) {
        this.index = index;
        this.filters = filters;
    }

    void bound(SimPod pod) {
        boundByPriority.merge(pod.spec().priority(), 1, Integer::sum);
    }

    void gone(SimPod pod) {
        boundByPriority.computeIfPresent(pod.spec().priority(), (_, count) -> count == 1 ? null : count - 1);
    }

    /** The least harmful way to make room for the pod; null where there is none. */
    @Nullable
    Plan plan(PodShape shape) {
        int priority = shape.spec().priority();
        if (!shape.spec().preemptionAllowed() || boundByPriority.isEmpty() || boundByPriority.firstKey() >= priority) {
            return null;
        }
        SimNode only = shape.onlyNode();
        Plan best = null;
        for (SimNode node : index.nodes()) {
            Plan plan = only == null || only == node ? planOn(node, shape) : null;
            if (plan != null && (best == null || LEAST_HARM_FIRST.compare(plan, best) < 0)) {
                best = plan;
            }
        }
        return best;
    }

    private @Nullable Plan planOn(SimNode node, PodShape shape) {
        if (!filters.feasibleAlone(shape, node)) {
            return null;
        }
        List<SimPod> lower = new ArrayList<>();
        Resources free = node.free();
        for (SimPod pod : node.pods()) {
            if (pod.spec().priority() < shape.spec().priority()) {
                lower.add(pod);
                free = free.plus(pod.spec().requests());
            }
        }
        if (!shape.spec().requests().fitsIn(free)) {
            return null;
        }
        lower.sort(MOST_IMPORTANT_FIRST);
        List<SimPod> victims = new ArrayList<>();
        for (SimPod pod : lower) {
            Resources withIt = free.minus(pod.spec().requests());
            if (shape.spec().requests().fitsIn(withIt)) {
                free = withIt;
            } else {
                victims.add(pod);
            }
        }
        return victims.isEmpty() ? null : new Plan(node, victims);
    }
}
