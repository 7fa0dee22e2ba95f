package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Conditions as {@code status/reason} by type. */
final class ConditionText {

    private ConditionText() {}

    static Map<String, String> describe(HpaConditions conditions) {
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
