package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaCondition;
import dev.nodecast.scheduler.autoscaling.hpa.HpaConditions;
import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.hpa.HpaEvent;
import dev.nodecast.scheduler.autoscaling.hpa.TimedValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The outcome of a recorded sync in the shape in which reference data has it ({@code expected}). */
public final class HpaVectorJson {

    private static final int NS_DECIMALS = 9;

    private HpaVectorJson() {}

    /**
     * The outcome as a tree for a JSON writer.
     *
     * @param outcome what the sync decided
     * @param gateOff replicas after the same sync with the gate HPAScaleToZero off
     */
    public static Map<String, @Nullable Object> of(HpaVector.Outcome outcome, int gateOff) {
        HpaDecision decision = outcome.decision();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("metricDesiredReplicas", orNull(decision.metricDesired()));
        json.put("stabilizedReplicas", orNull(decision.stabilized()));
        json.put("desiredReplicas", decision.desiredReplicas());
        json.put("rescaled", decision.rescaled());
        json.put("metricsEvaluated", decision.metricsEvaluated());
        json.put("conditions", conditions(decision.conditions()));
        json.put("events", decision.events().stream().map(HpaVectorJson::event).toList());
        if (decision.error() != null) {
            json.put("error", decision.error());
        }
        json.put("recommendationsAfter", timed(outcome.history().recommendations(), "replicas"));
        json.put("scaleUpEventsAfter", timed(outcome.history().scaleUpEvents(), "change"));
        json.put("scaleDownEventsAfter", timed(outcome.history().scaleDownEvents(), "change"));
        json.put("desiredReplicasWithScaleToZeroGateOff", gateOff);
        return json;
    }

    static @Nullable Integer orNull(OptionalInt value) {
        return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
    }

    /** By the names of their types. */
    private static List<Map<String, Object>> conditions(HpaConditions conditions) {
        List<Map<String, Object>> list = new ArrayList<>();
        add(list, "AbleToScale", conditions.ableToScale());
        add(list, "ScaledToZero", conditions.scaledToZero());
        add(list, "ScalingActive", conditions.scalingActive());
        add(list, "ScalingLimited", conditions.scalingLimited());
        return list;
    }

    private static void add(List<Map<String, Object>> list, String type, @Nullable HpaCondition condition) {
        if (condition != null) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("type", type);
            json.put("status", condition.status() ? "True" : "False");
            json.put("reason", condition.reason());
            json.put("message", condition.message());
            list.add(json);
        }
    }

    private static String event(HpaEvent event) {
        return (event.warning() ? "Warning " : "Normal ") + event.reason() + " " + event.message();
    }

    private static List<Map<String, Object>> timed(List<TimedValue> entries, String value) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (TimedValue entry : entries) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("secondsAgo", seconds(HpaVector.NOW_NS - entry.timeNs()));
            json.put(value, entry.value());
            if (entry.outdated()) {
                json.put("outdated", true);
            }
            list.add(json);
        }
        return list;
    }

    private static BigDecimal seconds(long ns) {
        BigDecimal seconds = BigDecimal.valueOf(ns, NS_DECIMALS).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }
}
