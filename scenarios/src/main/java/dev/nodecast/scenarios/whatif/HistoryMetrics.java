package dev.nodecast.scenarios.whatif;

import dev.nodecast.scenarios.journal.MetricHistory;
import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.recording.Question.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Recorded metrics as an autoscaler would have met them at one moment. What was measured of pods is the total of those of
 * then, which the ready pods of now share evenly.
 *
 * @param atNs by the clock of the record
 * @param nowNs by the clock of the pods
 */
record HistoryMetrics(MetricHistory history, Workload target, long atNs, long nowNs, List<ObservedPod> pods)
        implements HpaMetrics {

    /** The window over which metrics-server averages (its resolution). */
    private static final long WINDOW_NS = 15_000_000_000L;

    @Override
    public long[] externalMilli(MetricIdentifier metric) {
        OptionalLong value = history.milli(new Query.External(metric), atNs);
        return value.isEmpty() ? NO_SERIES : new long[] {value.getAsLong()};
    }

    @Override
    public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
        return history.milli(new Query.OfObject(describedObject, metric), atNs);
    }

    @Override
    public Map<String, PodMetricSample> podMetric(MetricIdentifier metric) {
        return shared(new Query.OfPods(metric));
    }

    @Override
    public Map<String, PodMetricSample> resource(String resource) {
        return shared(new Query.OfResource(resource));
    }

    @Override
    public Map<String, PodMetricSample> containerResource(MetricSpec.ContainerResource metric) {
        return shared(new Query.OfContainer(metric));
    }

    private Map<String, PodMetricSample> shared(Query query) {
        OptionalLong total = history.totalMilli(target, query, atNs);
        List<ObservedPod> ready = pods.stream().filter(ObservedPod::isReady).toList();
        Map<String, PodMetricSample> samples = new LinkedHashMap<>();
        if (total.isPresent()) {
            ready.forEach(pod ->
                    samples.put(pod.name(), new PodMetricSample(total.getAsLong() / ready.size(), nowNs, WINDOW_NS)));
        }
        return samples;
    }
}
