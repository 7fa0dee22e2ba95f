package dev.nodecast.scheduler.eviction;

import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pods the eviction API would let go, by their PodDisruptionBudgets (Karpenter {@code utils/pdb}). Pods that
 * would not be evicted anyway are never in the way.
 */
public final class EvictionLimits {

    private final List<PodDisruptionBudget> budgets;

    public EvictionLimits(Collection<PodDisruptionBudget> budgets) {
        this.budgets = List.copyOf(budgets);
    }

    /**
     * A pod that cannot be evicted.
     *
     * @param budgets the one that forbids it, or several: no eviction is granted then
     */
    public record Obstacle(Pod pod, List<PodDisruptionBudget> budgets) {
        public Obstacle {
            budgets = List.copyOf(budgets);
        }
    }

    /** The first of the pods that cannot be evicted now, or null where each of them can. */
    public @Nullable Obstacle obstacle(Collection<Pod> pods, long nowNs) {
        if (budgets.isEmpty()) {
            return null;
        }
        for (Pod pod : pods) {
            List<PodDisruptionBudget> inTheWay =
                    evictable(pod, DoNotDisrupt.active(pod, nowNs)) ? covering(pod) : List.of();
            if (inTheWay.size() > 1
                    || (inTheWay.size() == 1
                            && refuses(
                                    inTheWay.getFirst(),
                                    pod,
                                    inTheWay.getFirst().disruptionsAllowed() == 0))) {
                return new Obstacle(pod, inTheWay);
            }
        }
        return null;
    }

    /** Whether a bound pod will need another place when its node goes; one of a StatefulSet even while it ends. */
    public static boolean reschedulable(Pod pod) {
        boolean stays = !pod.meta().deleting() || pod.meta().ownedBy("StatefulSet");
        return !pod.terminal()
                && stays
                && !pod.meta().ownedBy("DaemonSet")
                && !pod.meta().ownedBy("Node");
    }

    /** Whether the pod needs a place elsewhere if its node goes, and can be expected to leave it. */
    public boolean reschedulable(Pod pod, long nowNs) {
        return reschedulable(pod, DoNotDisrupt.active(pod, nowNs));
    }

    /**
     * The same where it is known what the pod itself wishes.
     *
     * @param held whether the pod's own wish keeps it where it is; one that is ending has no wish any more
     */
    public boolean reschedulable(Pod pod, boolean held) {
        return reschedulable(pod) && (!held || pod.meta().deleting()) && !blockedForEver(pod);
    }

    /** Whether no eviction is ever granted: by a budget that allows none, or by more than one. */
    private boolean blockedForEver(Pod pod) {
        if (budgets.isEmpty() || !evictable(pod, false)) {
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

    private static boolean evictable(Pod pod, boolean held) {
        return !pod.terminal()
                && !pod.meta().deleting()
                && !WellKnown.DISRUPTED.toleratedBy(pod.spec().tolerations())
                && !pod.meta().ownedBy("Node")
                && !held;
    }
}
