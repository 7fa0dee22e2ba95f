package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Measured metrics as the metrics APIs show them at one sync. What is measured of pods or resources is the total of the
 * workload, which its ready pods share evenly.
 */
record SharedLoad(MeasuredMetrics measured, long nowNs, List<ObservedPod> pods) implements HpaMetrics {

    /** The window over which metrics-server averages (its resolution). */
    private static final long WINDOW_NS = 15_000_000_000L;

    @Override
    public long[] externalMilli(MetricIdentifier metric) {
        OptionalLong value = value(MetricNames.of(metric));
        return value.isEmpty() ? NO_SERIES : new long[] {value.getAsLong()};
    }

    @Override
    public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
        return value(MetricNames.of(metric));
    }

    @Override
    public Map<String, PodMetricSample> podMetric(MetricIdentifier metric) {
        return shared(value(MetricNames.of(metric)));
    }

    @Override
    public Map<String, PodMetricSample> resource(String resource) {
        return shared(value(List.of(resource)));
    }

    @Override
    public Map<String, PodMetricSample> containerResource(MetricSpec.ContainerResource metric) {
        return shared(value(MetricNames.of(metric)));
    }

    private OptionalLong value(List<String> names) {
        return measured.milliAt(names.getFirst(), nowNs);
    }

    private Map<String, PodMetricSample> shared(OptionalLong totalMilli) {
        Map<String, PodMetricSample> samples = new LinkedHashMap<>();
        long ready = pods.stream().filter(ObservedPod::isReady).count();
        if (totalMilli.isEmpty() || ready == 0) {
            return samples;
        }
        for (ObservedPod pod : pods) {
            if (pod.isReady()) {
                samples.put(pod.name(), new PodMetricSample(totalMilli.getAsLong() / ready, nowNs, WINDOW_NS));
            }
        }
        return samples;
    }
}
