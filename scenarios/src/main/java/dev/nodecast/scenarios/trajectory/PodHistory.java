package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scenarios.trajectory.Recording.PodLine;
import dev.nodecast.scheduler.model.Pod;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is written down of a pod while the run goes on. */
final class PodHistory {

    final int index;
    final long createdMs;
    private final String name;
    private final String owner;
    boolean evicted;

    @Nullable
    Long scheduledMs;

    @Nullable
    Integer nodeClaim;

    @Nullable
    Long runningMs;

    @Nullable
    Long deleteRequestedMs;

    @Nullable
    Long deletedMs;

    PodHistory(int index, Pod pod, long createdMs) {
        this.index = index;
        this.createdMs = createdMs;
        this.name = pod.meta().name();
        String replicaSet = pod.meta().owner() == null ? "" : pod.meta().owner().name();
        this.owner = replicaSet.endsWith("-rs") ? replicaSet.substring(0, replicaSet.length() - 3) : replicaSet;
    }

    void seen(Pod pod, long nowMs, @Nullable Integer claim) {
        if (scheduledMs == null && pod.nodeName() != null) {
            scheduledMs = nowMs;
            nodeClaim = claim;
        }
        if (runningMs == null && pod.phase() == Pod.Phase.RUNNING) {
            runningMs = nowMs;
        }
        if (deleteRequestedMs == null && pod.meta().deleting()) {
            deleteRequestedMs = nowMs;
        }
    }

    /** How long it waited for a node, at most until it was deleted or the run ended. */
    long pendingMs(long endMs) {
        long until = scheduledMs != null ? scheduledMs : Objects.requireNonNullElse(deletedMs, endMs);
        return until - createdMs;
    }

    PodLine line() {
        return new PodLine(
                index,
                name,
                owner,
                createdMs,
                scheduledMs,
                nodeClaim,
                runningMs,
                deleteRequestedMs,
                deletedMs,
                evicted);
    }
}
