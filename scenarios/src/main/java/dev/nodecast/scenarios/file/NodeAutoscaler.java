package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scheduler.clusterautoscaler.Expander;
import java.time.Duration;
import java.util.List;

/** Who launches and removes nodes. */
public record NodeAutoscaler(
        @Doc("karpenter, or cluster-autoscaler as a baseline to compare with.")
        Kind kind,

        @Doc("Cluster Autoscaler: expanders; each narrows what the one before has left.")
        List<Expander> expanders,

        @Doc("Cluster Autoscaler: between two loops.") Duration scanInterval,

        @Doc("Cluster Autoscaler: how long a node must be unneeded before it goes.")
        Duration scaleDownUnneededTime,

        @Doc("Cluster Autoscaler: no node goes for so long after any scale-up.")
        Duration scaleDownDelayAfterAdd,

        @Doc(value = "Cluster Autoscaler: nodes used more than this share are needed.", min = 0, max = 1)
        double scaleDownUtilizationThreshold,

        @Doc("Cluster Autoscaler: its node groups.") List<Group> groups) {

    public static final NodeAutoscaler DEFAULTS = new NodeAutoscaler(
            Kind.KARPENTER,
            List.of(Expander.LEAST_WASTE),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            0.5,
            List.of());

    /** Which autoscaler of nodes. */
    public enum Kind {
        KARPENTER,
        CLUSTER_AUTOSCALER
    }

    /** An Auto Scaling group. */
    public record Group(
            @Doc(value = "Its name.", required = true) String name,

            @Doc(value = "The NodePool whose labels, taints and node class its nodes have.", required = true)
            String nodePool,

            @Doc("spot or on-demand.") Fleet.Capacity capacity,

            @Doc(value = "What it may buy; the first stands for all when pods are packed.", required = true)
            List<String> instanceTypes,

            @Doc("Zones; empty for every zone in which the types are sold.")
            List<String> zones,

            @Doc(value = "Fewest nodes.", min = 0) int min,
            @Doc(value = "Most nodes.", min = 0) int max,

            @Doc("For the expander priority: the highest goes first.")
            int priority) {

        public static final Group DEFAULTS =
                new Group("group", "default", Fleet.Capacity.ON_DEMAND, List.of(), List.of(), 0, 10, 0);
    }
}
