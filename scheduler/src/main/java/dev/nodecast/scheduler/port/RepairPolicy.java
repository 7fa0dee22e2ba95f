package dev.nodecast.scheduler.port;

import dev.nodecast.scheduler.port.NodeCondition.Status;
import java.util.List;

/**
 * A condition that a broken node has, and for how long it is waited for to pass.
 *
 * @param type of the node's condition
 * @param status of the condition that means trouble
 * @param tolerationNs how long the node may be so
 */
public record RepairPolicy(String type, Status status, long tolerationNs) {

    private static final long MINUTE_NS = 60 * 1_000_000_000L;

    /**
     * Those of Karpenter's AWS provider ({@code pkg/cloudprovider}, {@code RepairPolicies}): what kubelet says, and what
     * the EKS node monitoring agent says.
     */
    public static final List<RepairPolicy> AWS = List.of(
            new RepairPolicy("Ready", Status.FALSE, 30 * MINUTE_NS),
            new RepairPolicy("Ready", Status.UNKNOWN, 30 * MINUTE_NS),
            new RepairPolicy("AcceleratedHardwareReady", Status.FALSE, 10 * MINUTE_NS),
            new RepairPolicy("StorageReady", Status.FALSE, 30 * MINUTE_NS),
            new RepairPolicy("NetworkingReady", Status.FALSE, 30 * MINUTE_NS),
            new RepairPolicy("KernelReady", Status.FALSE, 30 * MINUTE_NS),
            new RepairPolicy("ContainerRuntimeReady", Status.FALSE, 30 * MINUTE_NS));

    public boolean matches(NodeCondition condition) {
        return condition.type().equals(type) && condition.status() == status;
    }
}
