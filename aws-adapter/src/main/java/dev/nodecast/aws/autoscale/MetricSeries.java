package dev.nodecast.aws.autoscale;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;

/**
 * A series of an external metric, and where its value is read.
 *
 * @param metric the metric's name, as HorizontalPodAutoscalers write it
 * @param namespace of the autoscalers that see it; empty for those of all
 * @param trigger the place, in KEDA's terms
 */
public record MetricSeries(String metric, String namespace, Labels labels, ScaleTrigger trigger) {

    /** Whether an autoscaler in this namespace that asks so means this series. */
    public boolean answers(String ofNamespace, MetricIdentifier asked) {
        return metric.equals(asked.name())
                && (namespace.isEmpty() || namespace.equals(ofNamespace))
                && asked.selector().matches(labels);
    }
}
