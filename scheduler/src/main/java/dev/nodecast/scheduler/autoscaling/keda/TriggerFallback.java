package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import org.jspecify.annotations.Nullable;

/**
 * What is served instead of a trigger that failed too often: a value that makes the HPA ask for the fallback's
 * replicas. Every read counts, by a poll and by the HPA alike. Rules: KEDA 2.20, pkg/fallback/fallback.go.
 */
final class TriggerFallback {

    private static final long MILLI = 1000;

    private final ScaledObject.@Nullable Fallback fallback;

    TriggerFallback(ScaledObject.@Nullable Fallback fallback) {
        this.fallback = fallback;
    }

    ServedMetric serve(ScaledObjectState state, int trigger, TriggerMetric metric, Source source) {
        return switch (source.reading) {
            case TriggerReading.Measured(long value) ->
                good(state, trigger, new ServedMetric(value, value > metric.activationMilli(), null));
            case TriggerReading.Scheduled(long value, boolean active) ->
                good(state, trigger, new ServedMetric(value, active, null));
            case TriggerReading.Failed(String error) ->
                failed(state.failures, trigger, metric, new Failure(error, source.workload));
            case TriggerReading.Unread _ ->
                throw new IllegalArgumentException(
                        "trigger " + trigger + " has no reading, expected Measured, Scheduled or Failed");
        };
    }

    private static ServedMetric good(ScaledObjectState state, int trigger, ServedMetric metric) {
        state.failures[trigger] = 0;
        return metric;
    }

    private ServedMetric failed(int[] failures, int trigger, TriggerMetric metric, Failure failure) {
        ServedMetric none = ServedMetric.failed(failure.error);
        if (fallback == null || ++failures[trigger] <= fallback.failureThreshold()) {
            return none;
        }
        Workload workload = failure.workload;
        double replicas = replicas(fallback, workload.replicas());
        MetricTarget target = ((MetricSpec.External) metric.spec()).target();
        return switch (target) {
            case MetricTarget.AverageValue average -> madeUp(average.milli(), replicas);
            case MetricTarget.Value total ->
                workload.readyPods() == 0 ? none : madeUp(total.milli(), replicas / workload.readyPods());
            case MetricTarget.Utilization _ -> none;
        };
    }

    private static ServedMetric madeUp(long targetMilli, double replicas) {
        double target = targetMilli % MILLI == 0 ? wholeUnits(targetMilli) : targetMilli * 0.001;
        return new ServedMetric((long) (target * MILLI * replicas), true, null);
    }

    private static long wholeUnits(long milli) {
        return milli / MILLI;
    }

    private static int replicas(ScaledObject.Fallback fallback, int current) {
        return switch (fallback.behavior()) {
            case STATIC, SCALING_MODIFIERS -> fallback.replicas();
            case CURRENT_REPLICAS -> current;
            case CURRENT_REPLICAS_IF_HIGHER -> Math.max(current, fallback.replicas());
            case CURRENT_REPLICAS_IF_LOWER -> Math.min(current, fallback.replicas());
        };
    }

    /** A reading, and the workload whose replicas a fallback may look at. */
    record Source(TriggerReading reading, Workload workload) {}

    private record Failure(String error, Workload workload) {}
}
