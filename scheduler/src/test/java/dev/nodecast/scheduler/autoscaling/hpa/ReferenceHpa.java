package dev.nodecast.scheduler.autoscaling.hpa;

import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScalingPolicy;
import dev.nodecast.scheduler.model.autoscaling.ScalingRules;
import dev.nodecast.scheduler.model.autoscaling.SelectPolicy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Builds the autoscaler of a reference file; its quantities are whole numbers or milli. */
final class ReferenceHpa {

    private ReferenceHpa() {}

    static HorizontalPodAutoscaler of(Tree hpa) {
        return new HorizontalPodAutoscaler(
                ObjectMeta.named("worker"),
                new ObjectReference("apps/v1", "Deployment", "worker"),
                hpa.integerOrNull("minReplicas"),
                hpa.integer("maxReplicas"),
                hpa.trees("metrics").stream().map(ReferenceHpa::metric).toList(),
                behavior(hpa, "behavior"));
    }

    static @Nullable HpaBehavior behaviorAfterDefaulting(Tree input) {
        return behavior(input, "behaviorAfterDefaulting");
    }

    static HpaFlags flags(Tree controller) {
        return new HpaFlags(
                controller.number("tolerance").doubleValue(),
                controller.ns("downscaleStabilizationSeconds"),
                controller.ns("cpuInitializationPeriodSeconds"),
                controller.ns("initialReadinessDelaySeconds"));
    }

    private static @Nullable HpaBehavior behavior(Tree parent, String key) {
        Tree behavior = parent.at(key);
        return parent.has(key) ? new HpaBehavior(rules(behavior, "scaleUp"), rules(behavior, "scaleDown")) : null;
    }

    private static @Nullable ScalingRules rules(Tree behavior, String direction) {
        if (!behavior.has(direction)) {
            return null;
        }
        Tree rules = behavior.at(direction);
        return new ScalingRules(
                rules.integerOrNull("stabilizationWindowSeconds"),
                rules.has("selectPolicy")
                        ? SelectPolicy.valueOf(rules.text("selectPolicy").toUpperCase(Locale.ROOT))
                        : null,
                rules.has("policies") ? policies(rules.trees("policies")) : null,
                rules.has("tolerance")
                        ? ScalingRules.toleranceOf(BigDecimal.valueOf(milli(rules.text("tolerance")), 3))
                        : null);
    }

    private static List<ScalingPolicy> policies(List<Tree> policies) {
        return policies.stream()
                .map(policy -> new ScalingPolicy(
                        ScalingPolicy.Type.valueOf(policy.text("type").toUpperCase(Locale.ROOT)),
                        policy.integer("value"),
                        policy.integer("periodSeconds")))
                .toList();
    }

    private static MetricSpec metric(Tree metric) {
        return switch (metric.text("type")) {
            case "External" -> {
                Tree external = metric.at("external");
                yield new MetricSpec.External(identifier(external), target(external.at("target")));
            }
            case "Object" -> {
                Tree object = metric.at("object");
                Tree described = object.at("describedObject");
                yield new MetricSpec.ObjectMetric(
                        new ObjectReference(
                                described.text("apiVersion"), described.text("kind"), described.text("name")),
                        identifier(object),
                        target(object.at("target")));
            }
            case "Pods" ->
                new MetricSpec.Pods(
                        identifier(metric.at("pods")), target(metric.at("pods").at("target")));
            case "Resource" ->
                new MetricSpec.Resource(
                        metric.at("resource").text("name"),
                        target(metric.at("resource").at("target")));
            case "ContainerResource" ->
                new MetricSpec.ContainerResource(
                        metric.at("containerResource").text("name"),
                        metric.at("containerResource").text("container"),
                        target(metric.at("containerResource").at("target")));
            default -> throw new AssertionError("unknown metric type " + metric);
        };
    }

    private static MetricIdentifier identifier(Tree source) {
        return MetricIdentifier.named(source.at("metric").text("name"));
    }

    private static MetricTarget target(Tree target) {
        if (target.has("averageValue")) {
            return new MetricTarget.AverageValue(milli(target.text("averageValue")));
        }
        return target.has("value")
                ? new MetricTarget.Value(milli(target.text("value")))
                : new MetricTarget.Utilization(target.integer("averageUtilization"));
    }

    private static long milli(String quantity) {
        return quantity.endsWith("m")
                ? Long.parseLong(quantity.substring(0, quantity.length() - 1))
                : new BigDecimal(quantity).movePointRight(3).longValueExact();
    }
}
