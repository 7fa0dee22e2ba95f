package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The trigger types that Nodecast knows, with their settings and defaults. Source: KEDA 2.20, pkg/scalers
 * (redis_scaler, aws_sqs_queue_scaler, prometheus_scaler, cron_scaler, cpu_memory_scaler).
 */
public final class TriggerTypes {

    private static final String OWNER_LABEL = "scaledobject.keda.sh/name";
    private static final int MILLI_DECIMALS = 3;

    private static final Map<String, Type> EXTERNAL = new TreeMap<>();

    static {
        Type redis = new Type("listLength", "5", "activationListLength", TriggerTypes::redisName);
        EXTERNAL.put("redis", redis);
        EXTERNAL.put("redis-cluster", redis);
        EXTERNAL.put("redis-sentinel", redis);
        EXTERNAL.put("aws-sqs-queue", new Type("queueLength", "5", "activationQueueLength", TriggerTypes::sqsName));
        EXTERNAL.put("prometheus", new Type("threshold", null, "activationThreshold", _ -> "prometheus"));
        EXTERNAL.put("cron", new Type("", "1", "", TriggerTypes::cronName));
    }

    private TriggerTypes() {}

    /** Whether triggers of this type can be simulated. */
    public static boolean isKnown(String type) {
        return EXTERNAL.containsKey(type) || type.equals("cpu") || type.equals("memory");
    }

    /** The known types, for messages. */
    public static String known() {
        return String.join(", ", EXTERNAL.keySet()) + ", cpu, memory";
    }

    /** What a trigger reads, without what is made of it: two triggers with the same source read the same values. */
    public static ScaleTrigger source(ScaleTrigger trigger) {
        Map<String, String> metadata = new TreeMap<>(trigger.metadata());
        Type type = EXTERNAL.get(trigger.type());
        if (type != null) {
            metadata.remove(type.targetKey);
            metadata.remove(type.activationKey);
        }
        return ScaleTrigger.of(trigger.type(), metadata);
    }

    static TriggerMetric metric(ScaleTrigger trigger, int index, String scaledObject) {
        if (trigger.isResource()) {
            return new TriggerMetric(resource(trigger), 0);
        }
        Type type = EXTERNAL.get(trigger.type());
        if (type == null) {
            throw new IllegalArgumentException(
                    where(trigger, "type") + ": found " + trigger.type() + ", expected one of " + known());
        }
        String name = "s" + index + "-" + normalize(type.metricName.apply(trigger));
        MetricIdentifier metric = new MetricIdentifier(name, LabelSelector.of(OWNER_LABEL, scaledObject));
        MetricTarget target = target(trigger, milli(trigger, type.targetKey, type.targetDefault));
        return new TriggerMetric(new MetricSpec.External(metric, target), milli(trigger, type.activationKey, "0"));
    }

    private static MetricTarget target(ScaleTrigger trigger, long milli) {
        return switch (trigger.metricType()) {
            case null -> new MetricTarget.AverageValue(milli);
            case AVERAGE_VALUE -> new MetricTarget.AverageValue(milli);
            case VALUE -> new MetricTarget.Value(milli);
            case UTILIZATION ->
                throw new IllegalArgumentException(where(trigger, "metricType")
                        + ": found Utilization, expected AverageValue or Value; only cpu and memory have Utilization");
        };
    }

    private static MetricSpec resource(ScaleTrigger trigger) {
        MetricTarget target = switch (trigger.metricType()) {
            case UTILIZATION -> new MetricTarget.Utilization((int) (milli(trigger, "value", null) / 1000));
            case AVERAGE_VALUE -> new MetricTarget.AverageValue(milli(trigger, "value", null));
            case VALUE -> throw resourceType(trigger, "Value");
            case null -> throw resourceType(trigger, "none");
        };
        String container = trigger.metadata().getOrDefault("containerName", "");
        return container.isEmpty()
                ? new MetricSpec.Resource(trigger.type(), target)
                : new MetricSpec.ContainerResource(trigger.type(), container, target);
    }

    private static IllegalArgumentException resourceType(ScaleTrigger trigger, String found) {
        return new IllegalArgumentException(
                where(trigger, "metricType") + ": found " + found + ", expected Utilization or AverageValue");
    }

    private static long milli(ScaleTrigger trigger, String key, @Nullable String byDefault) {
        String text = trigger.metadata().getOrDefault(key, byDefault == null ? "" : byDefault);
        try {
            return new BigDecimal(text)
                    .setScale(MILLI_DECIMALS, RoundingMode.HALF_EVEN)
                    .unscaledValue()
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            String found = text.isEmpty() ? "nothing" : text;
            throw new IllegalArgumentException(
                    where(trigger, "metadata." + key) + ": found " + found + ", expected a number", e);
        }
    }

    private static String where(ScaleTrigger trigger, String field) {
        return "trigger " + (trigger.name().isEmpty() ? trigger.type() : trigger.name()) + ", " + field;
    }

    private static String redisName(ScaleTrigger trigger) {
        return "redis-" + trigger.metadata().getOrDefault("listName", "");
    }

    private static String sqsName(ScaleTrigger trigger) {
        String url = trigger.metadata().getOrDefault("queueURL", "");
        return "aws-sqs-" + url.substring(url.lastIndexOf('/') + 1);
    }

    private static String cronName(ScaleTrigger trigger) {
        Function<String, String> part = key -> trigger.metadata()
                .getOrDefault(key, "")
                .replace(" ", "")
                .replace("*", "x")
                .replace("/", "Sl")
                .replace("?", "Qm")
                .replace(",", "Cm");
        return "cron-" + trigger.metadata().getOrDefault("timezone", "") + "-" + part.apply("start") + "-"
                + part.apply("end");
    }

    private static String normalize(String name) {
        return name.replaceAll("[/.:%()]", "-");
    }

    /** A type's settings: the target and its default (null: required), the activation threshold, the metric's name. */
    private record Type(
            String targetKey,
            @Nullable String targetDefault,
            String activationKey,
            Function<ScaleTrigger, String> metricName) {}
}
