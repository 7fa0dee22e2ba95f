package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scheduler.clusterautoscaler.Expander;
import java.time.Duration;
import java.util.List;

/** Kubernetes' Cluster Autoscaler, to compare with. */
public record ClusterAutoscalerFile(
        @Doc("Whether it scales the nodes in Karpenter's place.")
        boolean enabled,

        @Doc("Expanders; each narrows what the one before has left.")
        List<Expander> expanders,

        @Doc("Between two loops.") Duration scanInterval,

        @Doc("How long a node must be unneeded before it goes.")
        Duration scaleDownUnneededTime,

        @Doc("No node goes for so long after any scale-up.") Duration scaleDownDelayAfterAdd,

        @Doc(value = "Nodes used more than this share are needed.", min = 0, max = 1)
        double scaleDownUtilizationThreshold,

        @Doc("Its node groups.") List<Group> groups) {

    public static final ClusterAutoscalerFile DEFAULTS = new ClusterAutoscalerFile(
            false,
            List.of(Expander.LEAST_WASTE),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            0.5,
            List.of());

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
