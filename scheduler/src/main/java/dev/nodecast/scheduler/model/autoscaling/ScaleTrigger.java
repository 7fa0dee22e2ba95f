package dev.nodecast.scheduler.model.autoscaling;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One trigger of a ScaledObject.
 *
 * @param type which scaler reads it, for example {@code redis}, {@code aws-sqs-queue}, {@code prometheus}, {@code cron}
 * @param name optional name; empty where none is given
 * @param metadata the scaler's settings as written, all text
 * @param metricType how the HPA compares it; null means not given (AverageValue)
 * @param useCachedMetrics whether the HPA gets the value of the last poll instead of a fresh one
 */
public record ScaleTrigger(
        String type,
        String name,
        Map<String, String> metadata,
        @Nullable MetricType metricType,
        boolean useCachedMetrics) {

    /** How a trigger's value is compared with its target. */
    public enum MetricType {
        AVERAGE_VALUE,
        VALUE,
        UTILIZATION
    }

    public ScaleTrigger {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** A trigger without name, with the default metric type. */
    public static ScaleTrigger of(String type, Map<String, String> metadata) {
        return new ScaleTrigger(type, "", metadata, null, false);
    }

    /** Whether the HPA reads it from the resource metrics API, so that it says nothing about zero replicas. */
    public boolean isResource() {
        return type.equals("cpu") || type.equals("memory");
    }
}
