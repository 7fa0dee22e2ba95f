package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one sync.
 *
 * @param nowNs the time of the sync
 * @param currentReplicas {@code spec.replicas} before it
 * @param desiredReplicas {@code spec.replicas} after it
 * @param reason why the replicas change, in our words; only telling when they do
 * @param metricDesired largest proposal of the metrics; empty when none was read or all that counted were invalid
 * @param stabilized the proposal after the stabilization window, before rate limits and bounds
 * @param metricsEvaluated whether metrics were read at all
 * @param conditions the status conditions after the sync
 * @param events events in the order they were recorded
 * @param error what the sync failed with, even when other metrics still led to a change; null for none
 */
public record HpaDecision(
        long nowNs,
        int currentReplicas,
        int desiredReplicas,
        String reason,
        OptionalInt metricDesired,
        OptionalInt stabilized,
        boolean metricsEvaluated,
        HpaConditions conditions,
        List<HpaEvent> events,
        @Nullable String error) {

    /** Whether the target's scale changes. */
    public boolean rescaled() {
        return desiredReplicas != currentReplicas;
    }

    HpaDecision completed(int replicas, HpaConditions after, HpaEvent event) {
        List<HpaEvent> all = new ArrayList<>(events);
        all.add(event);
        return new HpaDecision(
                nowNs,
                currentReplicas,
                replicas,
                reason,
                metricDesired,
                stabilized,
                metricsEvaluated,
                after,
                all,
                error);
    }
}
