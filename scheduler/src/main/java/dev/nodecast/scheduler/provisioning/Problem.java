package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pods that need a place, and what there is to place them on. Nothing in it is changed by solving it.
 *
 * @param pods the pods to place; where they are in the cluster now they do not count
 * @param nodes the nodes that may take pods, in flight or not; without those that are going away
 * @param pools the pools that may launch; static ones and those being deleted are left out by the solver
 * @param instanceTypes what each pool can buy; offerings that were refused lately are marked unavailable. The same list
 *     object stands for the same content: what is compiled from it is kept
 * @param cluster daemonsets, and all pods for affinities and spreads
 * @param consolidationNs the time of a consolidation's what-if, at which nodes whose consolidateAfter has not passed take
 *     no moved pods; null when provisioning
 * @param reserved whether pods wait for reserved capacity that others of the round are having
 */
public record Problem(
        List<Pod> pods,
        Collection<StateNode> nodes,
        List<NodePool> pools,
        Function<NodePool, List<InstanceType>> instanceTypes,
        ClusterState cluster,
        @Nullable Long consolidationNs,
        ReservedMode reserved) {

    /** What becomes of a pod whose reserved capacity is gone. Karpenter's {@code ReservedOfferingMode}. */
    public enum ReservedMode {
        /** It waits for the next round: another claim may give up what it holds. So provisioning decides. */
        STRICT,
        /** It is planned on other capacity. So what-if questions are answered. */
        FALLBACK
    }

    /** A question of disruption: what is not reserved is good enough. */
    public Problem(
            List<Pod> pods,
            Collection<StateNode> nodes,
            List<NodePool> pools,
            Function<NodePool, List<InstanceType>> instanceTypes,
            ClusterState cluster,
            @Nullable Long consolidationNs) {
        this(pods, nodes, pools, instanceTypes, cluster, consolidationNs, ReservedMode.FALLBACK);
    }

    public Problem {
        pods = List.copyOf(pods);
        nodes = List.copyOf(nodes);
        pools = List.copyOf(pools);
    }
}
