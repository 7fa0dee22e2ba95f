package dev.nodecast.scheduler.port;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** The metrics that the autoscalers look at, as late as they really are. */
public interface MetricSource {

    /** A world without metrics. */
    MetricSource NONE = new MetricSource() {
        @Override
        public HpaMetrics metrics(ClusterPort.Workload target) {
            return HpaMetrics.NONE;
        }

        @Override
        public OptionalLong triggerMilli(String type, SequencedMap<String, String> metadata) {
            return OptionalLong.empty();
        }
    };

    /** The metrics APIs (resource, custom and external) as a HorizontalPodAutoscaler of {@code target} sees them now. */
    HpaMetrics metrics(ClusterPort.Workload target);

    /**
     * What a KEDA scaler of this type and metadata reads now, in milli-units; empty when it fails.
     *
     * @param type such as {@code redis}, {@code rabbitmq}, {@code prometheus}, {@code aws-sqs-queue}
     */
    OptionalLong triggerMilli(String type, SequencedMap<String, String> metadata);
}
