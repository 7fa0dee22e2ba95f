package dev.nodecast.sim.world.cluster;

/**
 * What actors learn from the API server as it happens. They take note or schedule what they do about it; none deletes or
 * creates an object before it returns.
 */
public interface ClusterEvents {

    default void podCreated(SimPod pod) {}

    default void podBound(SimPod pod) {}

    /** The pod's readiness has changed. */
    default void podReadyChanged(SimPod pod) {}

    /** The pod is to go: it has a deletion timestamp from now on. */
    default void podDeleting(SimPod pod) {}

    /** The pod does not exist any more; it still names the node it was bound to. */
    default void podGone(SimPod pod) {}

    default void nodeAdded(SimNode node) {}

    /** Labels, taints, readiness, resources or the unschedulable mark of the node have changed. */
    default void nodeChanged(SimNode node) {}

    /** The Node object does not exist any more. */
    default void nodeGone(SimNode node) {}
}
