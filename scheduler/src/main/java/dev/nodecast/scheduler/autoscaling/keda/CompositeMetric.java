package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one external metric that scalingModifiers make of all external triggers. Rules: KEDA 2.20,
 * pkg/scaling/modifiers/formula.go, apis/keda/v1alpha1/scaledobject_webhook.go and controllers/keda/hpa.go.
 *
 * @param metric as the generated HPA has it; its activation threshold is the formula's
 */
record CompositeMetric(Formula formula, TriggerMetric metric) {

    private static final String NAME = "composite-metric";
    private static final String OWNER_LABEL = "scaledobject.keda.sh/name";

    /**
     * That of the ScaledObject; null where it has no scalingModifiers.
     *
     * @throws IllegalArgumentException when KEDA would refuse it
     */
    static @Nullable CompositeMetric of(ScaledObject scaledObject) {
        ScaledObject.ScalingModifiers modifiers = scaledObject.advanced().scalingModifiers();
        if (modifiers == null) {
            return null;
        }
        long target = milli(scaledObject, "target", modifiers.target());
        if (target <= 0) {
            throw wrong(scaledObject, "target", "found " + modifiers.target() + ", expected a number above 0");
        }
        long activation = modifiers.activationTarget().isEmpty()
                ? 0
                : milli(scaledObject, "activationTarget", modifiers.activationTarget());
        MetricIdentifier identifier = new MetricIdentifier(
                NAME, LabelSelector.of(OWNER_LABEL, scaledObject.meta().name()));
        MetricSpec spec = new MetricSpec.External(identifier, target(scaledObject, modifiers.metricType(), target));
        return new CompositeMetric(formula(scaledObject, modifiers), new TriggerMetric(spec, activation));
    }

    private static MetricTarget target(ScaledObject scaledObject, ScaleTrigger.@Nullable MetricType type, long milli) {
        return switch (type) {
            case null -> new MetricTarget.AverageValue(milli);
            case AVERAGE_VALUE -> new MetricTarget.AverageValue(milli);
            case VALUE -> new MetricTarget.Value(milli);
            case UTILIZATION ->
                throw wrong(scaledObject, "metricType", "found Utilization, expected AverageValue or Value");
        };
    }

    private static Formula formula(ScaledObject scaledObject, ScaledObject.ScalingModifiers modifiers) {
        List<String> names = new ArrayList<>();
        for (ScaleTrigger trigger : scaledObject.triggers()) {
            if (!trigger.isResource()) {
                if (trigger.name().isEmpty() || names.contains(trigger.name())) {
                    String found = trigger.name().isEmpty()
                            ? "a trigger of type " + trigger.type() + " without a name"
                            : "two triggers named " + trigger.name();
                    throw wrong(scaledObject, "formula", "found " + found + ", expected a name of its own for each");
                }
                names.add(trigger.name());
            }
        }
        try {
            return Formula.of(modifiers.formula(), names);
        } catch (IllegalArgumentException malformed) {
            throw wrong(scaledObject, "formula", String.valueOf(malformed.getMessage()));
        }
    }

    /**
     * Its value of the triggers' values.
     *
     * @param values by trigger's name
     */
    ServedMetric served(Map<String, Long> valuesMilli) {
        Map<String, Double> values = new TreeMap<>();
        valuesMilli.forEach((name, milli) -> values.put(name, milli / 1000.0));
        double value;
        try {
            value = formula.value(values);
        } catch (IllegalArgumentException failed) {
            return ServedMetric.failed(String.valueOf(failed.getMessage()));
        }
        if (!Double.isFinite(value)) {
            return ServedMetric.failed("the formula's value is " + value);
        }
        long milli = (long) (value * 1000);
        return new ServedMetric(milli, milli > metric.activationMilli(), null);
    }

    private static long milli(ScaledObject scaledObject, String field, String text) {
        try {
            return new BigDecimal(text)
                    .setScale(3, RoundingMode.HALF_EVEN)
                    .unscaledValue()
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException malformed) {
            throw wrong(scaledObject, field, "found `" + text + "`, expected a number");
        }
    }

    private static IllegalArgumentException wrong(ScaledObject scaledObject, String field, String what) {
        return new IllegalArgumentException(
                "ScaledObject " + scaledObject.meta().key() + ", advanced.scalingModifiers." + field + ": " + what);
    }
}
