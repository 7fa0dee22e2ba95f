package dev.nodecast.scheduler.billing;

/**
 * Instances of one node pool, type, capacity type and zone: they share a line.
 *
 * @param category {@link Category#COMPUTE} or {@link Category#SYSTEM_NODES}
 * @param nodePool the NodePool or node group
 */
public record InstanceItem(Category category, String nodePool, String instanceType, String capacityType, String zone)
        implements LineItem {

    public InstanceItem {
        if (category != Category.COMPUTE && category != Category.SYSTEM_NODES) {
            throw new IllegalArgumentException(
                    "found category " + category + " for instances, expected COMPUTE or SYSTEM_NODES");
        }
    }

    @Override
    public String name() {
        return "";
    }
}
