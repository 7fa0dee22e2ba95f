package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaCondition;
import dev.nodecast.scheduler.autoscaling.hpa.HpaConditions;
import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.hpa.HpaReplay;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectReplay;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One sync of an HPA, or one poll of KEDA.
 *
 * @param timeNs since the first sample
 * @param by who decided
 * @param metricsMilli what was measured, by metric; null where it is missing
 * @param replicas before it
 * @param readyPods of them
 * @param metricDesired what the metrics ask for; empty where none can be read or none was
 * @param stabilized the same after the stabilization window
 * @param desired replicas after it
 * @param reason why, in words
 * @param conditions by type, as {@code True/ReadyForNewScale}
 */
public record StudyStep(
        long timeNs,
        By by,
        Map<String, @Nullable Long> metricsMilli,
        int replicas,
        int readyPods,
        OptionalInt metricDesired,
        OptionalInt stabilized,
        int desired,
        String reason,
        Map<String, String> conditions) {

    /** Who decides. */
    public enum By {
        HPA,
        KEDA
    }

    static StudyStep of(HpaReplay.Row row, Map<String, @Nullable Long> metrics) {
        HpaDecision decision = row.decision();
        return new StudyStep(
                row.timeNs(),
                By.HPA,
                metrics,
                row.replicas(),
                row.readyPods(),
                decision.metricDesired(),
                decision.stabilized(),
                decision.desiredReplicas(),
                reason(decision),
                conditions(decision.conditions()));
    }

    static StudyStep of(ScaledObjectReplay.Poll poll, int readyPods, Map<String, @Nullable Long> metrics) {
        return new StudyStep(
                poll.timeNs(),
                By.KEDA,
                metrics,
                poll.replicas(),
                readyPods,
                OptionalInt.empty(),
                OptionalInt.empty(),
                poll.replicasAfter(),
                poll.decision().reason(),
                Map.of(
                        "Active",
                        poll.decision().activity().code(),
                        "Ready",
                        poll.decision().readiness().code()));
    }

    /** Whether the replicas change. */
    public boolean scaled() {
        return desired != replicas;
    }

    /** What decided last: an error, the limit that holds, the window that holds, or the metric. */
    private static String reason(HpaDecision decision) {
        HpaConditions conditions = decision.conditions();
        HpaCondition active = conditions.scalingActive();
        HpaCondition limited = conditions.scalingLimited();
        String scaling = decision.rescaled() ? decision.reason() : "no change";
        if (active != null && !active.status()) {
            return scaling(decision, active.reason() + ": " + active.message());
        }
        if (decision.metricsEvaluated() && limited != null && limited.status()) {
            return scaling + "; " + limited.reason() + ": " + limited.message();
        }
        boolean held = decision.metricDesired().isPresent()
                && !decision.metricDesired().equals(decision.stabilized());
        return held ? scaling + "; held by the stabilization window" : scaling;
    }

    private static String scaling(HpaDecision decision, String otherwise) {
        return decision.rescaled() ? decision.reason() : otherwise;
    }

    private static Map<String, String> conditions(HpaConditions conditions) {
        Map<String, String> result = new TreeMap<>();
        put(result, "AbleToScale", conditions.ableToScale());
        put(result, "ScalingActive", conditions.scalingActive());
        put(result, "ScalingLimited", conditions.scalingLimited());
        put(result, "ScaledToZero", conditions.scaledToZero());
        return result;
    }

    private static void put(Map<String, String> result, String type, @Nullable HpaCondition condition) {
        if (condition != null) {
            result.put(type, (condition.status() ? "True/" : "False/") + condition.reason());
        }
    }
}
