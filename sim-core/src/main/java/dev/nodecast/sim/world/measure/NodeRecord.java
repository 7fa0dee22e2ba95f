package dev.nodecast.sim.world.measure;

import dev.nodecast.scheduler.billing.EndedBy;
import org.jspecify.annotations.Nullable;

/**
 * The life of one node. Times that did not come are null.
 *
 * @param nodeClaim empty for nodes of a fixed fleet
 * @param requestedNs when the cloud was asked for it
 * @param launchedNs when the cloud had chosen it
 * @param runningNs when the instance ran and its bill began
 * @param readyNs when the node was Ready
 * @param initializedNs when the node was Ready, without startup taints, and offered all its resources
 * @param noticeNs when EC2 said that it would take it
 * @param terminatingNs when it was first told to go, by whomever
 * @param terminatedNs when the instance was gone
 * @param billedUntilNs when its bill ended
 * @param cause why it ended: the loop's reason, {@code Interrupted}, {@code Reclaimed}, {@code Schedule}; empty while it
 *     lives
 * @param costMicroUsd of the instance, rounded by itself
 * @param gpuUsedNs time of its GPUs spent on jobs
 */
public record NodeRecord(
        String nodeClaim,
        String node,
        String providerId,
        String nodePool,
        String instanceType,
        String zone,
        String capacityType,
        long gpus,
        long requestedNs,
        long launchedNs,
        @Nullable Long runningNs,
        @Nullable Long registeredNs,
        @Nullable Long readyNs,
        @Nullable Long initializedNs,
        @Nullable Long noticeNs,
        @Nullable Long terminatingNs,
        @Nullable Long terminatedNs,
        @Nullable Long billedUntilNs,
        @Nullable EndedBy endedBy,
        String cause,
        long costMicroUsd,
        long gpuUsedNs) {}
