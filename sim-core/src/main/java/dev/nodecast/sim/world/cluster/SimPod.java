package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import org.jspecify.annotations.Nullable;

/** A pod in the API server. Only {@link ApiServer} changes it. */
public final class SimPod {

    private final ObjectMeta meta;
    private final PodSpec spec;
    private final ObjectKey workload;
    private final long ordinal;
    private final @Nullable SimNode onlyNode;
    private final long gpus;
    private @Nullable ScoredRequests scored;

    @Nullable
    SimNode node;

    Pod.Phase phase = Pod.Phase.PENDING;
    boolean unschedulable;
    long unschedulableMark;
    boolean ready;
    boolean gone;

    @Nullable
    Long startedNs;

    long readySinceNs;

    @Nullable
    Long deletionNs;

    /**
     * @param workload the Deployment or DaemonSet it belongs to
     * @param ordinal its number among all pods of the run
     * @param onlyNode the one node that a daemon pod may run on, null for others
     */
    SimPod(ObjectMeta meta, PodSpec spec, ObjectKey workload, long ordinal, @Nullable SimNode onlyNode) {
        this.meta = meta;
        this.spec = spec;
        this.workload = workload;
        this.ordinal = ordinal;
        this.onlyNode = onlyNode;
        this.gpus = spec.requests().get(Resources.NVIDIA_GPU);
    }

    public ObjectKey key() {
        return meta.key();
    }

    public ObjectMeta meta() {
        return meta;
    }

    public PodSpec spec() {
        return spec;
    }

    public ObjectKey workload() {
        return workload;
    }

    public long ordinal() {
        return ordinal;
    }

    public @Nullable SimNode onlyNode() {
        return onlyNode;
    }

    /** The node it is bound to; null while it waits. */
    public @Nullable SimNode node() {
        return node;
    }

    public Pod.Phase phase() {
        return phase;
    }

    public boolean unschedulable() {
        return unschedulable;
    }

    public boolean ready() {
        return ready;
    }

    /** Since when it is ready; meaningless while it is not. */
    public long readySinceNs() {
        return readySinceNs;
    }

    public boolean deleting() {
        return deletionNs != null;
    }

    /** When its grace period ends; null while it is not being deleted. */
    public @Nullable Long deletionNs() {
        return deletionNs;
    }

    /** Whether it has been removed from the API server. */
    public boolean gone() {
        return gone;
    }

    public boolean daemon() {
        return onlyNode != null;
    }

    public long gpus() {
        return gpus;
    }

    /** What kube-scheduler's scores count for it. */
    public ScoredRequests scored() {
        ScoredRequests known = scored;
        if (known == null) {
            known = ScoredRequests.of(spec);
            scored = known;
        }
        return known;
    }

    /** The pod as an observer sees it now. */
    public Pod observed() {
        ObjectMeta seen = deletionNs == null ? meta : meta.deletedAt(deletionNs);
        String nodeName = node == null ? null : node.name();
        return new Pod(seen, spec, phase, nodeName, unschedulable, ready, startedNs);
    }
}
