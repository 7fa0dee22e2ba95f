package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** KEDA's metrics server as the generated HPA sees it: external metrics from triggers, the rest from elsewhere. */
record ServedMetrics(List<TriggerMetric> triggers, IntFunction<ServedMetric> served, HpaMetrics resources)
        implements HpaMetrics {

    @Override
    public long[] externalMilli(MetricIdentifier metric) {
        for (int i = 0; i < triggers.size(); i++) {
            if (triggers.get(i).externalName().equals(metric.name())) {
                ServedMetric value = served.apply(i);
                return value.isError() ? NO_SERIES : new long[] {value.valueMilli()};
            }
        }
        return NO_SERIES;
    }

    @Override
    public Map<String, PodMetricSample> resource(String resource) {
        return resources.resource(resource);
    }

    @Override
    public Map<String, PodMetricSample> containerResource(MetricSpec.ContainerResource metric) {
        return resources.containerResource(metric);
    }
}
