package dev.nodecast.sim.world.measure;

import dev.nodecast.scheduler.billing.EndedBy;
import org.jspecify.annotations.Nullable;

/** Writes down the life of one node while it goes on; {@link #record} makes the row of it. */
public final class NodeLife {

    private final Identity identity;
    private final long requestedNs;
    private final long launchedNs;
    private String node = "";
    private @Nullable Long runningNs;
    private @Nullable Long registeredNs;
    private @Nullable Long readyNs;
    private @Nullable Long initializedNs;
    private @Nullable Long noticeNs;
    private @Nullable Long terminatingNs;
    private @Nullable Long terminatedNs;
    private @Nullable Long billedUntilNs;
    private @Nullable EndedBy endedBy;
    private String cause = "";

    /** What does not change. */
    public record Identity(
            String nodeClaim,
            String providerId,
            String nodePool,
            String instanceType,
            String zone,
            String capacityType,
            long gpus) {}

    public NodeLife(Identity identity, long requestedNs, long launchedNs) {
        this.identity = identity;
        this.requestedNs = requestedNs;
        this.launchedNs = launchedNs;
    }

    public long launchedNs() {
        return launchedNs;
    }

    public void running(long nowNs) {
        runningNs = nowNs;
    }

    public void registered(String nodeName, long nowNs) {
        node = nodeName;
        registeredNs = nowNs;
    }

    public void ready(long nowNs) {
        readyNs = nowNs;
    }

    public void initialized(long nowNs) {
        initializedNs = nowNs;
    }

    public void noticed(long nowNs) {
        noticeNs = nowNs;
    }

    /** It is to go; only the first time and cause count. */
    public void terminating(String why, long nowNs) {
        if (terminatingNs == null) {
            terminatingNs = nowNs;
            cause = why;
        }
    }

    /** Its bill ends. */
    public void billed(EndedBy whom, long nowNs) {
        billedUntilNs = nowNs;
        endedBy = whom;
    }

    public void terminated(long nowNs) {
        terminatedNs = nowNs;
    }

    public boolean interrupted() {
        return noticeNs != null;
    }

    public @Nullable EndedBy endedBy() {
        return endedBy;
    }

    /** The row of it. */
    public NodeRecord record(long costMicroUsd, long gpuUsedNs) {
        return new NodeRecord(
                identity.nodeClaim,
                node,
                identity.providerId,
                identity.nodePool,
                identity.instanceType,
                identity.zone,
                identity.capacityType,
                identity.gpus,
                requestedNs,
                launchedNs,
                runningNs,
                registeredNs,
                readyNs,
                initializedNs,
                noticeNs,
                terminatingNs,
                terminatedNs,
                billedUntilNs,
                endedBy,
                cause,
                costMicroUsd,
                gpuUsedNs);
    }
}
