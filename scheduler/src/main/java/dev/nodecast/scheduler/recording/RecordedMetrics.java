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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Metrics of which every reading is written down. */
record RecordedMetrics(MetricSource world, Turns turns) implements MetricSource {

    @Override
    public HpaMetrics metrics(ClusterPort.Workload target) {
        return new RecordedHpaMetrics(world.metrics(target), target, turns);
    }

    @Override
    public TriggerReading reading(ScaleTrigger trigger) {
        TriggerReading reading = world.reading(trigger);
        turns.answered(new Question.Trigger(trigger), new Answer.Reading(reading), null);
        return reading;
    }

    private record RecordedHpaMetrics(HpaMetrics world, ClusterPort.Workload target, Turns turns)
            implements HpaMetrics {

        private void answered(Question.Query query, Answer answer) {
            turns.answered(new Question.Metric(target, query), answer, null);
        }

        @Override
        public long[] externalMilli(MetricIdentifier metric) {
            long[] series = world.externalMilli(metric);
            answered(
                    new Question.Query.External(metric),
                    new Answer.Series(LongStream.of(series).boxed().toList()));
            return series;
        }

        @Override
        public OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
            OptionalLong value = world.objectMilli(describedObject, metric);
            answered(
                    new Question.Query.OfObject(describedObject, metric),
                    new Answer.Value(value.isPresent() ? value.getAsLong() : null));
            return value;
        }

        @Override
        public Map<String, PodMetricSample> podMetric(MetricIdentifier metric) {
            return samples(new Question.Query.OfPods(metric), world.podMetric(metric));
        }

        @Override
        public Map<String, PodMetricSample> resource(String resource) {
            return samples(new Question.Query.OfResource(resource), world.resource(resource));
        }

        @Override
        public Map<String, PodMetricSample> containerResource(MetricSpec.ContainerResource metric) {
            return samples(new Question.Query.OfContainer(metric), world.containerResource(metric));
        }

        private Map<String, PodMetricSample> samples(Question.Query query, Map<String, PodMetricSample> byPod) {
            answered(query, new Answer.Samples(new LinkedHashMap<>(byPod)));
            return byPod;
        }
    }
}
