package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.PendingWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pods the eviction API would let go, by their PodDisruptionBudgets (Karpenter {@code utils/pdb}). Pods that
 * would not be evicted anyway are never in the way.
 */
final class EvictionLimits {

    private final List<PodDisruptionBudget> budgets;

    EvictionLimits(Collection<PodDisruptionBudget> budgets) {
        this.budgets = List.copyOf(budgets);
    }

    /** Why one of the pods cannot be evicted now, or null where each of them can. */
    @Nullable
    String obstacle(Collection<Pod> pods, long nowNs) {
        if (budgets.isEmpty()) {
            return null;
        }
        for (Pod pod : pods) {
            List<PodDisruptionBudget> inTheWay = evictable(pod, nowNs) ? covering(pod) : List.of();
            if (inTheWay.size() > 1) {
                return "pod " + pod.key() + " has more than one PodDisruptionBudget, which no eviction allows";
            }
            if (inTheWay.size() == 1
                    && refuses(inTheWay.getFirst(), pod, inTheWay.getFirst().disruptionsAllowed() == 0)) {
                return "PodDisruptionBudget " + inTheWay.getFirst().meta().key() + " does not let pod " + pod.key()
                        + " go now";
            }
        }
        return null;
    }

    /** Whether the pod needs a place elsewhere if its node goes, and can be expected to leave it. */
    boolean reschedulable(Pod pod, long nowNs) {
        return PendingWork.reschedulable(pod) && !DoNotDisrupt.active(pod, nowNs) && !blockedForEver(pod, nowNs);
    }

    private boolean blockedForEver(Pod pod, long nowNs) {
        if (budgets.isEmpty() || !evictable(pod, nowNs)) {
            return false;
        }
        List<PodDisruptionBudget> covering = covering(pod);
        return covering.size() > 1
                || (covering.size() == 1 && refuses(covering.getFirst(), pod, forbidsAll(covering.getFirst())));
    }

    private static boolean refuses(PodDisruptionBudget budget, Pod pod, boolean exhausted) {
        boolean unhealthyMayGo = budget.alwaysEvictUnhealthy() && !pod.ready();
        return exhausted && !unhealthyMayGo;
    }

    private static boolean forbidsAll(PodDisruptionBudget budget) {
        CountOrPercent max = budget.maxUnavailable();
        return new CountOrPercent.Percent(100).equals(budget.minAvailable())
                || new CountOrPercent.Count(0).equals(max)
                || new CountOrPercent.Percent(0).equals(max);
    }

    private List<PodDisruptionBudget> covering(Pod pod) {
        List<PodDisruptionBudget> covering = new ArrayList<>();
        for (PodDisruptionBudget budget : budgets) {
            if (budget.covers(pod)) {
                covering.add(budget);
            }
        }
        return covering;
    }

    private static boolean evictable(Pod pod, long nowNs) {
        return !pod.terminal()
                && !pod.meta().deleting()
                && !WellKnown.DISRUPTED.toleratedBy(pod.spec().tolerations())
                && !pod.meta().ownedBy("Node")
                && !DoNotDisrupt.active(pod, nowNs);
    }
}
