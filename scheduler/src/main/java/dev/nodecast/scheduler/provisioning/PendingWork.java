package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.eviction.EvictionLimits;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
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
        EvictionLimits limits = new EvictionLimits(cluster.budgets());
        List<Pod> pods = new ArrayList<>(cluster.provisionablePods());
        pods.addAll(cluster.virtualPods());
        List<StateNode> staying = new ArrayList<>();
        for (StateNode node : cluster.nodes()) {
            if (node.leaving()) {
                node.pods().stream()
                        .filter(pod -> limits.reschedulable(pod, held.test(pod)))
                        .forEach(pods::add);
            } else {
                staying.add(node);
            }
        }
        return new Problem(
                pods, staying, List.copyOf(cluster.pools()), instanceTypes, cluster, null, Problem.ReservedMode.STRICT);
    }
}
