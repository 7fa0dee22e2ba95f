package dev.nodecast.aws.autoscale;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.MetricSource;
import java.util.List;

/**
 * What has been read of queues, behind the scheduler's port. A metric of which one series could not be read has no value, so that
 * nobody scales down on a part of a sum. Resource and custom metrics have none.
 */
final class LiveMetrics implements MetricSource {

    private final List<MetricSeries> series;
    private final Sampler sampler;

    LiveMetrics(List<MetricSeries> series, Sampler sampler) {
        this.series = series;
        this.sampler = sampler;
    }

    @Override
    public TriggerReading reading(ScaleTrigger trigger) {
        return sampler.latest(trigger);
    }

    @Override
    public HpaMetrics metrics(ClusterPort.Workload target) {
        return new HpaMetrics() {
            @Override
            public long[] externalMilli(MetricIdentifier metric) {
                return external(target.key().namespace(), metric);
            }
        };
    }

    private long[] external(String namespace, MetricIdentifier metric) {
        List<TriggerReading> readings = series.stream()
                .filter(each -> each.answers(namespace, metric))
                .map(each -> sampler.latest(each.trigger()))
                .toList();
        boolean whole = readings.stream().allMatch(TriggerReading.Measured.class::isInstance);
        return whole
                ? readings.stream()
                        .mapToLong(reading -> ((TriggerReading.Measured) reading).valueMilli())
                        .toArray()
                : HpaMetrics.NO_SERIES;
    }
}
