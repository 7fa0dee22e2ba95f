package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.MetricSource;
import java.util.Map;
import java.util.OptionalLong;

/** Metrics as they were read when they were recorded. */
record RepeatedMetrics(ReplayedWorld world) implements MetricSource {

    @Override
    public HpaMetrics metrics(ClusterPort.Workload target) {
        return new RepeatedHpaMetrics(world, target);
    }

    @Override
    public TriggerReading reading(ScaleTrigger trigger) {
        return ((Answer.Reading) world.answer(new Question.Trigger(trigger), null)).reading();
    }

    private record RepeatedHpaMetrics(ReplayedWorld world, ClusterPort.Workload target) implements HpaMetrics {

        private Answer answer(Question.Query query) {
            return world.answer(new Question.Metric(target, query), null);
        }

        @Override
        public long[] externalMilli(MetricIdentifier metric) {
            Answer.Series series = (Answer.Series) answer(new Question.Query.External(metric));
            return series.milli().stream().mapToLong(Long::longValue).toArray();
        }

        @Override
        public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
            Long milli = ((Answer.Value) answer(new Question.Query.OfObject(describedObject, metric))).milli();
            return milli == null ? OptionalLong.empty() : OptionalLong.of(milli);
        }

        @Override
        public Map<String, PodMetricSample> podMetric(MetricIdentifier metric) {
            return samples(new Question.Query.OfPods(metric));
        }

        @Override
        public Map<String, PodMetricSample> resource(String resource) {
            return samples(new Question.Query.OfResource(resource));
        }

        @Override
        public Map<String, PodMetricSample> containerResource(MetricSpec.ContainerResource metric) {
            return samples(new Question.Query.OfContainer(metric));
        }

        private Map<String, PodMetricSample> samples(Question.Query query) {
            return ((Answer.Samples) answer(query)).byPod();
        }
    }
}
