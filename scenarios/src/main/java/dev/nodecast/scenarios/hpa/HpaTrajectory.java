package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaConditions;
import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.HpaReplay;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One autoscaler followed over many syncs, its metric given.
 *
 * @param hpa the autoscaler as written at the start
 * @param flags flags of kube-controller-manager
 * @param world the cluster around it
 * @param before the conditions at the start
 * @param metric which metric the values are of
 * @param valuesMilli one value for each sync; empty where the metric is missing
 * @param incidents what happens meanwhile
 */
public record HpaTrajectory(
        HorizontalPodAutoscaler hpa,
        HpaFlags flags,
        HpaReplay.World world,
        HpaConditions before,
        MetricKind metric,
        List<OptionalLong> valuesMilli,
        Incidents incidents) {

    /** Which metric a series is of. */
    public enum MetricKind {
        /** Of every External and Object metric. */
        WORKLOAD,
        /** Cpu of all pods together, see {@link SharedCpu}. */
        CPU_TOTAL
    }

    /**
     * What happens between syncs.
     *
     * @param restartAtStep the controller restarts before this sync; negative for never
     * @param specChange null for none
     */
    public record Incidents(int restartAtStep, @Nullable SpecChange specChange) {}

    /** Other bounds from one sync on. */
    public record SpecChange(int step, @Nullable Integer minReplicas, int maxReplicas) {}

    /** Every sync in order, on a cluster with these features. */
    public List<HpaReplay.Row> replay(HpaFeatures features) {
        HpaState state = HpaState.of(HpaState.History.EMPTY, before);
        HpaReplay replay = new HpaReplay(new HpaController(hpa, features, flags), state, world);
        List<HpaReplay.Row> rows = new ArrayList<>(valuesMilli.size());
        for (int step = 0; step < valuesMilli.size(); step++) {
            if (step == incidents.restartAtStep) {
                replay.restartController();
            }
            SpecChange change = incidents.specChange;
            if (change != null && step == change.step) {
                HorizontalPodAutoscaler changed = hpa.withReplicaBounds(change.minReplicas, change.maxReplicas);
                replay.changeSpec(new HpaController(changed, features, flags));
            }
            rows.add(sync(replay, valuesMilli.get(step)));
        }
        return rows;
    }

    private HpaReplay.Row sync(HpaReplay replay, OptionalLong value) {
        return switch (metric) {
            case WORKLOAD -> replay.sync(value);
            case CPU_TOTAL ->
                replay.sync((nowNs, pods) ->
                        value.isEmpty() ? HpaMetrics.NONE : new SharedCpu(nowNs, pods, value.getAsLong()));
        };
    }
}
