package dev.nodecast.scheduler.autoscaling.hpa;

import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Replays metrics through an autoscaler without a cluster, open loop: the metrics are given and do not react to the
 * replicas. New pods become ready after a fixed time, scale-down removes the newest, and the first sync is at time 0.
 */
public final class HpaReplay {

    private final World world;
    private final ReplayPods pods;
    private final HpaState state;
    private HpaController controller;
    private int step;

    /**
     * A replay that starts with ready pods.
     *
     * @param controller decides; {@link #changeSpec} replaces it
     * @param state the autoscaler's state at the start, {@link HpaState#initial} for a new one
     * @param world the rest of the cluster
     */
    public HpaReplay(HpaController controller, HpaState state, World world) {
        this.controller = controller;
        this.state = state;
        this.world = world;
        this.pods = new ReplayPods(world);
    }

    /**
     * The cluster around the autoscaler.
     *
     * @param initialReplicas replicas of the target before the first sync
     * @param syncPeriodNs time between syncs
     * @param podStartupNs time from a pod's creation to its readiness
     * @param requests resource requests of each pod, for Utilization targets
     */
    public record World(int initialReplicas, long syncPeriodNs, long podStartupNs, ObservedPod.Requests requests) {

        /** Syncs every 15 s and pods that are ready at once. */
        public static World of(int initialReplicas) {
            return new World(initialReplicas, HpaFlags.DEFAULT_SYNC_PERIOD_NS, 0, ObservedPod.Requests.NONE);
        }
    }

    /** The metrics at a sync, where they depend on the pods that exist. */
    @FunctionalInterface
    public interface MetricsAt {

        /** The metrics APIs' answers at the time, with these pods. */
        HpaMetrics metrics(long nowNs, List<ObservedPod> pods);
    }

    /**
     * One sync.
     *
     * @param timeNs its time
     * @param replicas {@code spec.replicas} and {@code status.replicas} before it
     * @param readyPods how many of the pods were ready
     * @param decision what came of it
     */
    public record Row(long timeNs, int replicas, int readyPods, HpaDecision decision) {}

    /** Replays a whole series, one value for each sync, as the value of every External and Object metric. */
    public List<Row> run(List<OptionalLong> valuesMilli) {
        List<Row> rows = new ArrayList<>(valuesMilli.size());
        for (OptionalLong value : valuesMilli) {
            rows.add(sync(value));
        }
        return rows;
    }

    /** The next sync, with the value (or none) of every External and Object metric. */
    public Row sync(OptionalLong valueMilli) {
        return sync((_, _) -> new OneValue(valueMilli));
    }

    /** The next sync, with metrics of any kind. */
    public Row sync(MetricsAt metrics) {
        long nowNs = step++ * world.syncPeriodNs();
        List<ObservedPod> present = pods.at(nowNs);
        int replicas = present.size();
        HpaMetrics answers = metrics.metrics(nowNs, present);
        HpaDecision decision = controller.sync(state, new HpaObservation(nowNs, replicas, replicas, present, answers));
        int ready = (int) present.stream().filter(ObservedPod::isReady).count();
        pods.scaleTo(decision.desiredReplicas(), nowNs);
        return new Row(nowNs, replicas, ready, decision);
    }

    /** Somebody else sets the replicas, as KEDA does, or a person. */
    public void setReplicas(int replicas, long nowNs) {
        pods.scaleTo(replicas, nowNs);
    }

    /** Replicas now. */
    public int replicas() {
        return pods.count();
    }

    /** How many of them are ready at a time. */
    public int readyPods(long nowNs) {
        return (int) pods.at(nowNs).stream().filter(ObservedPod::isReady).count();
    }

    /** Goes on with another spec, as after an edit of the autoscaler. */
    public void changeSpec(HpaController changed) {
        controller = changed;
    }

    /** Loses the histories, as a restart of kube-controller-manager does. */
    public void restartController() {
        state.forgetHistory();
    }

    /** The autoscaler's state after the last sync. */
    public HpaState state() {
        return state;
    }

    private record OneValue(OptionalLong valueMilli) implements HpaMetrics {

        @Override
        public long[] externalMilli(MetricIdentifier metric) {
            return valueMilli.isEmpty() ? NO_SERIES : new long[] {valueMilli.getAsLong()};
        }

        @Override
        public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
            return valueMilli;
        }
    }
}
