package dev.nodecast.scheduler.port;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;

/** The metrics that the autoscalers look at, as late as they really are. */
public interface MetricSource {

    /** A world without metrics. */
    MetricSource NONE = new MetricSource() {
        @Override
        public HpaMetrics metrics(ClusterPort.Workload target) {
            return HpaMetrics.NONE;
        }

        @Override
        public TriggerReading reading(ScaleTrigger trigger) {
            return new TriggerReading.Failed("this world has no metrics");
        }
    };

    /** The metrics APIs (resource, custom and external) as a HorizontalPodAutoscaler of {@code target} sees them now. */
    HpaMetrics metrics(ClusterPort.Workload target);

    /** What KEDA's scaler for this trigger reads now. */
    TriggerReading reading(ScaleTrigger trigger);
}
