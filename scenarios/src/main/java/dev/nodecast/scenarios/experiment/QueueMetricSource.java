package dev.nodecast.scenarios.experiment;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.MetricSource;
import dev.nodecast.sim.world.jobs.QueueMetrics;
import java.util.LinkedHashMap;
import java.util.OptionalLong;

/** The world's queue lengths as the loops' source of metrics. */
record QueueMetricSource(QueueMetrics queues) implements MetricSource {

    @Override
    public HpaMetrics metrics(ClusterPort.Workload target) {
        return queues.metrics(target);
    }

    @Override
    public TriggerReading reading(ScaleTrigger trigger) {
        OptionalLong milli = queues.triggerMilli(trigger.type(), new LinkedHashMap<>(trigger.metadata()));
        return milli.isPresent()
                ? new TriggerReading.Measured(milli.getAsLong())
                : new TriggerReading.Failed(
                        "the trigger of type " + trigger.type() + " names no queue of the scenario: " + trigger.metadata());
    }
}
