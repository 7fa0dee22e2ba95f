package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who has to go so that a pod of higher priority finds room (kube-scheduler's DefaultPreemption): on each node the fewest
 * pods of lower priority, the least important first and those that disruption budgets protect last; of all nodes the one
 * with the fewest protected victims, then the one whose victims matter least. Only room is made: nodes that other filters
 * refuse are left alone.
 */
final class Preemption {

    private static final Comparator<SimPod> MOST_IMPORTANT_FIRST = Comparator.comparingInt(
                    (SimPod pod) -> -pod.spec().priority())
            .thenComparingLong(Preemption::startedNs)
            .thenComparingLong(SimPod::ordinal);

    private static final Comparator<Plan> LEAST_HARM_FIRST = Comparator.comparingInt(Plan::violations)
            .thenComparingInt(Plan::highestPriority)
            .thenComparingLong(Plan::prioritySum)
            .thenComparingInt(plan -> plan.victims.size())
            .thenComparing(Comparator.comparingLong(Plan::earliestStartNs).reversed());

    private final PlacementIndex index;
    private final Filters filters;
    private final Nominations nominations;
    private final UnaryOperator<List<SimPod>> protectedPods;
    private final TreeMap<Integer, Integer> boundByPriority = new TreeMap<>();

    /**
     * The pods to remove from a node; at least one, the most important first.
     *
     * @param violations how many of them disruption budgets would keep
     */
    record Plan(SimNode node, List<SimPod> victims, int violations) {
        int highestPriority() {
            return victims.getFirst().spec().priority();
        }

        /** Each pod counts, however low its priority. */
        long prioritySum() {
            return victims.stream()
                    .mapToLong(pod -> pod.spec().priority() + (1L << 31))
                    .sum();
        }

        /** When the first of its most important pods began to run. */
        long earliestStartNs() {
            return victims.stream()
                    .filter(pod -> pod.spec().priority() == highestPriority())
                    .mapToLong(Preemption::startedNs)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
    }

    Preemption(
            PlacementIndex index, Filters filters, Nominations nominations, UnaryOperator<List<SimPod>> protectedPods) {
        this.index = index;
        this.filters = filters;
        this.nominations = nominations;
        this.protectedPods = protectedPods;
    }

    private static long startedNs(SimPod pod) {
        Long started = pod.observed().startedNs();
        return started == null ? Long.MAX_VALUE : started;
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
        Plan best = null;
        for (SimNode node : index.nodes()) {
            Plan plan = planOn(node, shape);
            if (plan != null && (best == null || LEAST_HARM_FIRST.compare(plan, best) < 0)) {
                best = plan;
            }
        }
        return best;
    }

    private @Nullable Plan planOn(SimNode node, PodShape shape) {
        List<SimPod> lower = new ArrayList<>();
        Resources free = nominations.freeFor(shape, node, null);
        for (SimPod pod : node.pods()) {
            if (pod.spec().priority() < shape.spec().priority()) {
                lower.add(pod);
                free = free.plus(pod.spec().requests());
            }
        }
        if (lower.isEmpty() || !shape.spec().requests().fitsIn(free) || !filters.lacksRoomOnly(shape, node)) {
            return null;
        }
        return planOn(node, shape, lower, free);
    }

    /** Lets pods stay, the most important first, as long as there is room for the one that comes. */
    private @Nullable Plan planOn(SimNode node, PodShape shape, List<SimPod> lower, Resources freeWithoutThem) {
        lower.sort(MOST_IMPORTANT_FIRST);
        List<SimPod> guarded = protectedPods.apply(lower);
        List<SimPod> order = new ArrayList<>(guarded);
        lower.stream().filter(pod -> !guarded.contains(pod)).forEach(order::add);
        Resources free = freeWithoutThem;
        List<SimPod> victims = new ArrayList<>();
        int violations = 0;
        for (SimPod pod : order) {
            Resources withIt = free.minus(pod.spec().requests());
            if (shape.spec().requests().fitsIn(withIt)) {
                free = withIt;
            } else {
                victims.add(pod);
                violations += guarded.contains(pod) ? 1 : 0;
            }
        }
        victims.sort(MOST_IMPORTANT_FIRST);
        return victims.isEmpty() ? null : new Plan(node, victims, violations);
    }
}
