package dev.nodecast.scheduler.clusterautoscaler;

import java.util.List;

/**
 * An Auto Scaling group as Cluster Autoscaler sees it: nodes of one shape, that of its first instance type.
 *
 * @param nodePool whose labels, taints and node class its nodes have
 * @param capacityType spot or on-demand
 * @param instanceTypes what may be bought; the first is taken for the shape of all
 * @param zones where; empty for every zone in which the types are sold
 * @param min fewest nodes
 * @param max most nodes
 * @param priority for the expander of that name: the highest goes first
 */
public record NodeGroup(
        String name,
        String nodePool,
        String capacityType,
        List<String> instanceTypes,
        List<String> zones,
        int min,
        int max,
        int priority) {

    public NodeGroup {
        instanceTypes = List.copyOf(instanceTypes);
        zones = List.copyOf(zones);
        if (instanceTypes.isEmpty() || min < 0 || max < min) {
            throw new IllegalArgumentException("node group " + name + ": found " + instanceTypes.size()
                    + " instance types and sizes from " + min + " to " + max
                    + ", expected at least one type and 0 <= min <= max");
        }
    }
}
