package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The problem that provisioning has at a moment: Karpenter's {@code Provisioner.Schedule}. */
public final class PendingWork {

    private PendingWork() {}

    /**
     * Places for the pods that wait, for the virtual ones of capacity buffers and for those that will have to leave nodes that are going away, among all other
     * nodes.
     *
     * @param held whether a pod is kept where it is by its own wish (do-not-disrupt)
     */
    public static Problem problem(
            ClusterState cluster, Function<NodePool, List<InstanceType>> instanceTypes, Predicate<Pod> held) {
        List<Pod> pods = new ArrayList<>(cluster.provisionablePods());
        pods.addAll(cluster.virtualPods());
        List<StateNode> staying = new ArrayList<>();
        for (StateNode node : cluster.nodes()) {
            if (node.leaving()) {
                node.pods().stream()
                        .filter(pod -> reschedulable(pod) && !held.test(pod) && !blocked(pod, cluster))
                        .forEach(pods::add);
            } else {
                staying.add(node);
            }
        }
        return new Problem(
                pods, staying, List.copyOf(cluster.pools()), instanceTypes, cluster, null, Problem.ReservedMode.STRICT);
    }

    /** Whether a bound pod will need another place when its node goes; one of a StatefulSet even while it ends. */
    public static boolean reschedulable(Pod pod) {
        boolean stays = !pod.meta().deleting() || pod.meta().ownedBy("StatefulSet");
        return !pod.terminal()
                && stays
                && !pod.meta().ownedBy("DaemonSet")
                && !pod.meta().ownedBy("Node");
    }

    /** Whether disruption budgets never let the pod be evicted: one that allows none, or more than one. */
    private static boolean blocked(Pod pod, ClusterState cluster) {
        List<PodDisruptionBudget> covering =
                cluster.budgets().stream().filter(b -> b.covers(pod)).toList();
        return covering.size() > 1
                || covering.stream().anyMatch(b -> forbidsAll(b) && (pod.ready() || !b.alwaysEvictUnhealthy()));
    }

    private static boolean forbidsAll(PodDisruptionBudget budget) {
        CountOrPercent max = budget.maxUnavailable();
        return new CountOrPercent.Percent(100).equals(budget.minAvailable())
                || new CountOrPercent.Count(0).equals(max)
                || new CountOrPercent.Percent(0).equals(max);
    }
}
