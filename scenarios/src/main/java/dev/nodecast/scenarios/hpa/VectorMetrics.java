package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The metrics of one recorded sync, by name; what is not there has no value. */
record VectorMetrics(
        Map<String, long[]> external,
        Map<String, Long> object,
        Map<String, Map<String, PodMetricSample>> pods,
        Map<String, Map<String, PodMetricSample>> resource)
        implements HpaMetrics {

    private static final long MINUTE_NS = 60_000_000_000L;

    static VectorMetrics read(Fields metrics) {
        return new VectorMetrics(
                byName(metrics, "externalMilli", VectorMetrics::series),
                metrics.get("objectMilli").map(ReferenceFields::longs).orElse(Map.of()),
                byName(metrics, "podsMilli", VectorMetrics::podValues),
                byName(metrics, "resource", VectorMetrics::resourceSamples));
    }

    private static <T> Map<String, T> byName(Fields metrics, String key, Function<Field, T> reader) {
        Map<String, T> result = new LinkedHashMap<>();
        metrics.get(key).map(Field::entries).orElse(Map.of()).forEach((name, field) -> {
            if (!field.isNull()) {
                result.put(name, reader.apply(field));
            }
        });
        return result;
    }

    private static long[] series(Field field) {
        return field.items().stream()
                .map(ReferenceFields::milli)
                .flatMap(Optional::stream)
                .mapToLong(value -> value)
                .toArray();
    }

    private static Map<String, PodMetricSample> podValues(Field field) {
        Map<String, PodMetricSample> samples = new LinkedHashMap<>();
        ReferenceFields.longs(field)
                .forEach((pod, value) -> samples.put(pod, new PodMetricSample(value, HpaVector.NOW_NS, MINUTE_NS)));
        return samples;
    }

    private static Map<String, PodMetricSample> resourceSamples(Field field) {
        Map<String, PodMetricSample> samples = new LinkedHashMap<>();
        field.entries()
                .forEach((pod, value) -> value.map(VectorMetrics::sample)
                        .flatMap(sample -> sample)
                        .ifPresent(sample -> samples.put(pod, sample)));
        return samples;
    }

    private static Optional<PodMetricSample> sample(Fields sample) {
        return sample.require("valueMilli")
                .get("valueMilli")
                .flatMap(ReferenceFields::milli)
                .map(value -> new PodMetricSample(
                        value,
                        HpaVector.NOW_NS - ReferenceFields.ns(sample, "timestampSecondsAgo", 0),
                        ReferenceFields.ns(sample, "windowSeconds", MINUTE_NS)));
    }

    @Override
    public long[] externalMilli(MetricIdentifier metric) {
        return external.getOrDefault(metric.name(), NO_SERIES);
    }

    @Override
    public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
        Long value = object.get(metric.name());
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public Map<String, PodMetricSample> podMetric(MetricIdentifier metric) {
        return pods.getOrDefault(metric.name(), Map.of());
    }

    @Override
    public Map<String, PodMetricSample> resource(String name) {
        return resource.getOrDefault(name, Map.of());
    }

    /** The pods have one container each, so its use is the pod's. */
    @Override
    public Map<String, PodMetricSample> containerResource(MetricSpec.ContainerResource metric) {
        return resource(metric.name());
    }
}
