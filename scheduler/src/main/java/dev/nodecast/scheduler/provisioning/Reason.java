package dev.nodecast.scheduler.provisioning;

/** Why a pool, or everything, could not take a pod. */
public enum Reason {
    TAINT("taint"),
    REQUIREMENTS("requirements"),
    RESOURCE_LIMIT("resource-limit"),
    NODES_LIMIT("nodes-limit"),
    INSTANCE_REQUIREMENTS("instance-requirements"),
    INSTANCE_RESOURCES("instance-resources"),
    INSTANCE_OFFERING("instance-offering"),
    INSTANCE_COMBINATION("instance-combination"),
    POD_AFFINITY("pod-affinity"),
    POD_ANTI_AFFINITY("pod-anti-affinity"),
    TOPOLOGY_SPREAD("topology-spread"),
    MIN_VALUES("min-values"),
    /** It is to have reserved capacity, which other pods of the round are having; it is asked for again. */
    RESERVED_CAPACITY("reserved-capacity"),
    /** No pool is left with a type that it could launch. */
    NO_INSTANCE_TYPES("no-instance-types-for-nodepool"),
    /** The pod asks for devices by resource claims; Karpenter ignores such pods by default. */
    DYNAMIC_RESOURCES("dynamic-resources"),
    /** The pod never entered scheduling. */
    IGNORED("ignored");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    /** The code as results print it. */
    public String code() {
        return code;
    }
}
