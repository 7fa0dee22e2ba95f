package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.grammar.Quantity;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads HorizontalPodAutoscalers, autoscaling/v2. */
public final class HpaReader {

    private static final ObjectReference NOTHING = new ObjectReference("", "", "");
    private static final List<String> SOURCES = List.of("Resource", "ContainerResource", "Pods", "Object", "External");

    private HpaReader() {}

    static HorizontalPodAutoscaler read(Fields object, ObjectContext context) {
        object.require("spec");
        return object.map("spec", spec -> {
                    spec.require("scaleTargetRef");
                    return spec(spec, context.meta());
                })
                .orElseGet(() -> new HorizontalPodAutoscaler(context.meta(), NOTHING, null, 1, List.of(), null));
    }

    /** Reads a {@code spec}; without a {@code scaleTargetRef}, as reference data has it, the target has no name. */
    public static HorizontalPodAutoscaler spec(Fields spec, ObjectMeta meta) {
        spec.require("maxReplicas");
        @Nullable
        Integer min = spec.integer("minReplicas", 0, Integer.MAX_VALUE).orElse(null);
        int max = spec.integer("maxReplicas", 1, Integer.MAX_VALUE).orElse(1);
        checkBounds(spec, min == null ? 1 : min, max);
        return new HorizontalPodAutoscaler(
                meta,
                spec.map("scaleTargetRef", HpaReader::reference).orElse(NOTHING),
                min,
                max,
                spec.maps("metrics", HpaReader::metric).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                spec.map("behavior", HpaBehaviorReader::read).orElse(null));
    }

    /** Reports bounds that exclude each other. */
    static void checkBounds(Fields spec, int min, int max) {
        if (min > max && spec.has("maxReplicas")) {
            spec.get("maxReplicas")
                    .ifPresent(field -> field.report(
                            ManifestRule.INCONSISTENT,
                            "minReplicas is above maxReplicas",
                            d -> d.found("a minimum of " + min + " and a maximum of " + max)
                                    .expected("maxReplicas of at least " + min)));
        }
    }

    private static ObjectReference reference(Fields ref) {
        ref.require("kind", "name");
        return new ObjectReference(
                ref.text("apiVersion").orElse(""),
                ref.text("kind").orElse(""),
                ref.text("name").orElse(""));
    }

    private static Optional<MetricSpec> metric(Fields metric) {
        metric.require("type");
        String type = metric.text("type").orElse("");
        if (metric.has("type") && !SOURCES.contains(type)) {
            metric.get("type")
                    .ifPresent(field -> field.report(
                            ManifestRule.NOT_ALLOWED,
                            "there is no such type of metric",
                            d -> d.expected("one of " + String.join(", ", SOURCES))));
        }
        String block = type.isEmpty() ? type : Character.toLowerCase(type.charAt(0)) + type.substring(1);
        metric.ignore("resource", "containerResource", "pods", "object", "external");
        if (SOURCES.contains(type)) {
            metric.require(block);
        }
        return metric.map(block, source -> source(source, type)).flatMap(spec -> spec);
    }

    private static Optional<MetricSpec> source(Fields source, String type) {
        source.require("target");
        Optional<MetricTarget> target = source.map("target", HpaReader::target).flatMap(t -> t);
        return switch (type) {
            case "Resource" -> {
                source.require("name");
                String name = source.text("name").orElse("");
                yield target.map(t -> new MetricSpec.Resource(name, t));
            }
            case "ContainerResource" -> {
                source.require("name", "container");
                String name = source.text("name").orElse("");
                String container = source.text("container").orElse("");
                yield target.map(t -> new MetricSpec.ContainerResource(name, container, t));
            }
            case "Pods" -> identifier(source).flatMap(id -> target.map(t -> new MetricSpec.Pods(id, t)));
            case "Object" -> {
                source.require("describedObject");
                ObjectReference described =
                        source.map("describedObject", HpaReader::reference).orElse(NOTHING);
                yield identifier(source).flatMap(id -> target.map(t -> new MetricSpec.ObjectMetric(described, id, t)));
            }
            case "External" -> identifier(source).flatMap(id -> target.map(t -> new MetricSpec.External(id, t)));
            default -> Optional.empty();
        };
    }

    private static Optional<MetricIdentifier> identifier(Fields source) {
        source.require("metric");
        return source.map("metric", metric -> {
            metric.require("name");
            return new MetricIdentifier(metric.text("name").orElse(""), SelectorReader.ofMetric(metric));
        });
    }

    private static Optional<MetricTarget> target(Fields target) {
        target.require("type");
        target.ignore("value", "averageValue", "averageUtilization");
        String type = target.text("type").orElse("");
        return switch (type) {
            case "Value" -> {
                target.require("value");
                yield target.get("value").flatMap(HpaReader::positiveMilli).map(MetricTarget.Value::new);
            }
            case "AverageValue" -> {
                target.require("averageValue");
                yield target.get("averageValue")
                        .flatMap(HpaReader::positiveMilli)
                        .map(MetricTarget.AverageValue::new);
            }
            case "Utilization" -> {
                target.require("averageUtilization");
                yield target.integer("averageUtilization", 1, Integer.MAX_VALUE).map(MetricTarget.Utilization::new);
            }
            default -> {
                target.get("type")
                        .ifPresent(field -> field.report(
                                ManifestRule.NOT_ALLOWED,
                                "there is no such type of target",
                                d -> d.expected("one of Utilization, Value, AverageValue")));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Long> positiveMilli(Field field) {
        Optional<Quantity> quantity = field.quantity();
        if (quantity.isEmpty()) {
            return Optional.empty();
        }
        long milli = quantity.get().milli().orElse(0);
        if (milli <= 0) {
            field.report(
                    ManifestRule.OUT_OF_RANGE,
                    "a target must be above zero",
                    d -> d.expected("a quantity above 0 and below 2^63 thousandths"));
            return Optional.empty();
        }
        return Optional.of(milli);
    }
}
