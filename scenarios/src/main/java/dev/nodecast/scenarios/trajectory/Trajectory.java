package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.sim.world.spec.PlannedAction;
import java.util.List;

/**
 * What was done in a recorded run: the objects at its beginning, what could be bought, and the actions.
 *
 * @param endNs when the observation ends; nodes that live then are cut off there
 */
public record Trajectory(
        String name,
        String description,
        long endNs,
        Kubelet kubelet,
        Karpenter karpenter,
        InstanceTypeList types,
        Manifests manifests,
        List<PlannedAction> actions) {

    public Trajectory {
        actions = List.copyOf(actions);
    }

    /**
     * The stand-in for kubelets.
     *
     * @param registrationNs from the launch to the Node object
     * @param podStartNs from the binding of a pod until it runs
     * @param podEndNs from a pod's deletion timestamp until it is gone
     */
    public record Kubelet(long registrationNs, long podStartNs, long podEndNs) {}

    /** Karpenter's settings where they can differ. */
    public record Karpenter(long batchIdleNs, long batchMaxNs, boolean spotToSpot) {}
}
