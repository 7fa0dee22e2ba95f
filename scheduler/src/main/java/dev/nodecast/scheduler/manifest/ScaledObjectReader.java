package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads KEDA's ScaledObjects, keda.sh/v1alpha1. */
final class ScaledObjectReader {

    private static final Map<String, ScaleTrigger.MetricType> METRIC_TYPES = metricTypes();
    private static final Map<String, ScaledObject.FallbackBehavior> FALLBACKS = fallbacks();

    private ScaledObjectReader() {}

    static ScaledObject read(Fields object, ObjectContext context) {
        object.require("spec");
        return object.map("spec", spec -> spec(spec, context))
                .orElseGet(() -> new ScaledObject(
                        context.meta(),
                        ScaledObject.deployment(""),
                        ScaledObject.Timing.DEFAULT,
                        ScaledObject.ReplicaCounts.DEFAULT,
                        List.of(),
                        null,
                        ScaledObject.Advanced.NONE));
    }

    private static ScaledObject spec(Fields spec, ObjectContext context) {
        spec.require("scaleTargetRef", "triggers");
        List<ScaleTrigger> triggers = spec.maps("triggers", ScaledObjectReader::trigger);
        if (spec.has("triggers") && triggers.isEmpty()) {
            spec.add(spec.problem(ManifestRule.MISSING_FIELD, "a ScaledObject needs a trigger")
                    .found("an empty list")
                    .expected("at least one trigger"));
        }
        return new ScaledObject(
                context.meta(),
                spec.map("scaleTargetRef", ScaledObjectReader::target).orElse(ScaledObject.deployment("")),
                new ScaledObject.Timing(
                        count(spec, "pollingInterval"),
                        count(spec, "cooldownPeriod"),
                        count(spec, "initialCooldownPeriod")),
                replicas(spec),
                triggers,
                spec.map("fallback", ScaledObjectReader::fallback).orElse(null),
                spec.map("advanced", ScaledObjectReader::advanced).orElse(ScaledObject.Advanced.NONE));
    }

    private static @Nullable Integer count(Fields fields, String key) {
        return fields.integer(key, 0, Integer.MAX_VALUE).orElse(null);
    }

    private static ScaledObject.ReplicaCounts replicas(Fields spec) {
        ScaledObject.ReplicaCounts counts = new ScaledObject.ReplicaCounts(
                count(spec, "idleReplicaCount"), count(spec, "minReplicaCount"), count(spec, "maxReplicaCount"));
        if (counts.minOrDefault() > counts.maxOrDefault()) {
            spec.add(spec.problem(ManifestRule.INCONSISTENT, "minReplicaCount is above maxReplicaCount")
                    .found("a minimum of " + counts.minOrDefault() + " and a maximum of " + counts.maxOrDefault())
                    .expected("a maximum of at least the minimum"));
        }
        if (counts.idle() != null && counts.idle() >= counts.minOrDefault()) {
            spec.add(spec.problem(ManifestRule.INCONSISTENT, "idleReplicaCount must be below minReplicaCount")
                    .found("idle " + counts.idle() + ", minimum " + counts.minOrDefault())
                    .expected("an idle count below the minimum; KEDA supports 0 only"));
        }
        return counts;
    }

    private static ObjectReference target(Fields ref) {
        ref.ignore("envSourceContainerName").require("name");
        return new ObjectReference(
                ref.text("apiVersion").orElse("apps/v1"),
                ref.text("kind").orElse("Deployment"),
                ref.text("name").orElse(""));
    }

    private static ScaleTrigger trigger(Fields trigger) {
        trigger.ignore("authenticationRef").require("type", "metadata");
        return new ScaleTrigger(
                trigger.text("type").orElse(""),
                trigger.text("name").orElse(""),
                trigger.textMap("metadata"),
                trigger.oneOf("metricType", METRIC_TYPES).orElse(null),
                trigger.bool("useCachedMetrics").orElse(false));
    }

    private static ScaledObject.Fallback fallback(Fields fallback) {
        fallback.require("failureThreshold", "replicas");
        return new ScaledObject.Fallback(
                fallback.integer("failureThreshold", 0, Integer.MAX_VALUE).orElse(0),
                fallback.integer("replicas", 0, Integer.MAX_VALUE).orElse(0),
                fallback.oneOf("behavior", FALLBACKS).orElse(ScaledObject.FallbackBehavior.STATIC));
    }

    private static ScaledObject.Advanced advanced(Fields advanced) {
        record Hpa(String name, @Nullable HpaBehavior behavior) {}
        Hpa hpa = advanced.map(
                        "horizontalPodAutoscalerConfig",
                        config -> new Hpa(
                                config.text("name").orElse(""),
                                config.map("behavior", HpaBehaviorReader::read).orElse(null)))
                .orElse(new Hpa("", null));
        boolean restore = advanced.bool("restoreToOriginalReplicaCount").orElse(false);
        return new ScaledObject.Advanced(
                hpa.name(),
                hpa.behavior(),
                restore,
                advanced.map("scalingModifiers", ScaledObjectReader::modifiers).orElse(null));
    }

    private static ScaledObject.ScalingModifiers modifiers(Fields modifiers) {
        modifiers.require("formula", "target");
        return new ScaledObject.ScalingModifiers(
                modifiers.text("formula").orElse(""),
                modifiers.text("target").orElse(""),
                modifiers.text("activationTarget").orElse(""),
                modifiers.oneOf("metricType", METRIC_TYPES).orElse(null));
    }

    private static Map<String, ScaleTrigger.MetricType> metricTypes() {
        Map<String, ScaleTrigger.MetricType> types = new LinkedHashMap<>();
        types.put("AverageValue", ScaleTrigger.MetricType.AVERAGE_VALUE);
        types.put("Value", ScaleTrigger.MetricType.VALUE);
        types.put("Utilization", ScaleTrigger.MetricType.UTILIZATION);
        return types;
    }

    private static Map<String, ScaledObject.FallbackBehavior> fallbacks() {
        Map<String, ScaledObject.FallbackBehavior> words = new LinkedHashMap<>();
        words.put("static", ScaledObject.FallbackBehavior.STATIC);
        words.put("currentReplicas", ScaledObject.FallbackBehavior.CURRENT_REPLICAS);
        words.put("currentReplicasIfHigher", ScaledObject.FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER);
        words.put("currentReplicasIfLower", ScaledObject.FallbackBehavior.CURRENT_REPLICAS_IF_LOWER);
        words.put("scalingModifiers", ScaledObject.FallbackBehavior.SCALING_MODIFIERS);
        return words;
    }
}
