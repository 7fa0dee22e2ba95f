package dev.nodecast.scheduler.port;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;

/** What the loops may do to the cluster. What they see of it arrives as {@link Observation}s. */
public interface ClusterPort {

    void createNodeClaim(NodeClaim claim);

    /** Writes labels, annotations and status of a claim that exists. */
    void updateNodeClaim(NodeClaim claim);

    /** Asks for the deletion of a claim: it stays, being deleted, until {@link #releaseNodeClaim}. */
    void deleteNodeClaim(String name);

    /** Lets go of a claim that is being deleted (removes the finalizer). */
    void releaseNodeClaim(String name);

    /** Writes labels, annotations and taints of a node that exists; its cordon is left as it is. */
    void updateNode(Node node);

    /** Deletes the Node object. */
    void deleteNode(String name);

    /**
     * Asks the Eviction API to remove a pod with its own grace period. The answer is an {@link Observation.PodObserved}
     * that is being deleted, or an {@link Observation.EvictionRefused} where a disruption budget forbids it (429).
     */
    void evict(ObjectKey pod);

    /** Deletes a pod whatever its disruption budgets say, with a grace period in seconds (0 or more). */
    void deletePod(ObjectKey pod, long gracePeriodSeconds);

    /** Sets the replicas of a workload (its scale subresource). */
    void scale(Workload workload, int replicas);

    /** A workload with a scale subresource, such as a Deployment. */
    record Workload(String kind, ObjectKey key) {}
}
