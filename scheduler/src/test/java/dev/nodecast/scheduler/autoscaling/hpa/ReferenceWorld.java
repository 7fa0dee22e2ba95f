package dev.nodecast.scheduler.autoscaling.hpa;

import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The pods and metrics of one reference vector, at a fixed time. */
record ReferenceWorld(Tree input) implements HpaMetrics {

    static final long NOW_NS = 1_000_000_000_000_000L;

    HpaObservation observation() {
        return new HpaObservation(
                NOW_NS,
                input.integer("specReplicas"),
                input.integer("statusReplicas"),
                input.trees("pods").stream().map(ReferenceWorld::pod).toList(),
                this);
    }

    static HpaState state(Tree input) {
        Tree history = input.at("history");
        HpaState.History past = new HpaState.History(
                timed(history.trees("recommendations"), "replicas"),
                timed(history.trees("scaleUpEvents"), "change"),
                timed(history.trees("scaleDownEvents"), "change"));
        return HpaState.of(past, conditions(input.text("scaledToZeroCondition")));
    }

    static HpaConditions conditions(String scaledToZero) {
        return scaledToZero.equals("absent")
                ? HpaConditions.NONE
                : HpaConditions.NONE.withScaledToZero(
                        scaledToZero.equals("True")
                                ? new HpaCondition(true, "ScaledToZero", "before")
                                : new HpaCondition(false, "NotScaledToZero", "before"));
    }

    static List<TimedValue> timed(List<Tree> entries, String value) {
        return entries.stream()
                .map(entry -> new TimedValue(NOW_NS - entry.ns("secondsAgo"), entry.integer(value)))
                .toList();
    }

    @Override
    public long[] externalMilli(MetricIdentifier metric) {
        return input.at("metrics").at("externalMilli").list(metric.name()).stream()
                .mapToLong(value -> ((Number) value).longValue())
                .toArray();
    }

    @Override
    public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
        Tree values = input.at("metrics").at("objectMilli");
        return values.has(metric.name())
                ? OptionalLong.of(values.number(metric.name()).longValue())
                : OptionalLong.empty();
    }

    @Override
    public Map<String, PodMetricSample> podMetric(MetricIdentifier metric) {
        Map<String, PodMetricSample> samples = new LinkedHashMap<>();
        input.at("metrics")
                .at("podsMilli")
                .at(metric.name())
                .longs()
                .forEach((pod, value) -> samples.put(pod, new PodMetricSample(value, NOW_NS, 60_000_000_000L)));
        return samples;
    }

    @Override
    public Map<String, PodMetricSample> resource(String resource) {
        Map<String, PodMetricSample> samples = new LinkedHashMap<>();
        Tree pods = input.at("metrics").at("resource").at(resource);
        for (String pod : pods.map().keySet()) {
            Tree sample = pods.at(pod);
            samples.put(
                    pod,
                    new PodMetricSample(
                            sample.number("valueMilli").longValue(),
                            NOW_NS - sample.ns("timestampSecondsAgo"),
                            sample.ns("windowSeconds")));
        }
        return samples;
    }

    private static ObservedPod pod(Tree pod) {
        @Nullable Long changed = timeOf(pod, "readyConditionChangedSecondsAgo");
        ObservedPod.Readiness readiness = pod.flag("ready") ? ObservedPod.Readiness.TRUE : ObservedPod.Readiness.FALSE;
        return new ObservedPod(
                pod.text("name"),
                ObservedPod.Phase.valueOf(pod.text("phase").toUpperCase(Locale.ROOT)),
                changed == null ? ObservedPod.Readiness.ABSENT : readiness,
                timeOf(pod, "startedSecondsAgo"),
                changed,
                pod.flag("deleting"),
                ObservedPod.Requests.ofContainer("c", pod.at("requestsMilli").longs()));
    }

    private static @Nullable Long timeOf(Tree pod, String key) {
        return pod.has(key) ? NOW_NS - pod.ns(key) : null;
    }
}
