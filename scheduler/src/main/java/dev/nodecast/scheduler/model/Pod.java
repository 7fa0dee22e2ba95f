package dev.nodecast.scheduler.model;

import org.jspecify.annotations.Nullable;

/**
 * A pod as it was observed.
 *
 * @param nodeName the node it is bound to, null while it waits
 * @param unschedulable kube-scheduler tried and found no node (condition PodScheduled=False, reason Unschedulable)
 * @param startedNs when it was first running, null before
 */
public record Pod(
        ObjectMeta meta,
        PodSpec spec,
        Phase phase,
        @Nullable String nodeName,
        boolean unschedulable,
        boolean ready,
        @Nullable Long startedNs) {

    /** Phases of a pod. */
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    public ObjectKey key() {
        return meta.key();
    }

    /** Succeeded or failed: it holds nothing any more. */
    public boolean terminal() {
        return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
    }

    /**
     * Whether a provisioner should find a node for it. One that is being deleted counts until it is gone, as in Karpenter's
     * {@code IsProvisionable}.
     */
    public boolean provisionable() {
        return nodeName == null && unschedulable && !meta.ownedBy("DaemonSet") && !meta.ownedBy("Node");
    }
}
