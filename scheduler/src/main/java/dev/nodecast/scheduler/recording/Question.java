package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.ClusterPort.Workload;

/** What a loop asks its world and is answered at once. */
public sealed interface Question {

    /** What the cloud sells to a pool; answered by {@link Answer.Types}. */
    record InstanceTypes(String nodePool) implements Question {}

    /** How a claim has drifted as only the cloud knows; answered by {@link Answer.Drift}. */
    record Drifted(String nodeClaim) implements Question {}

    /** When nodes count as broken; answered by {@link Answer.Policies}. */
    record RepairPolicies() implements Question {}

    /** What KEDA reads; answered by {@link Answer.Reading}. */
    record Trigger(ScaleTrigger trigger) implements Question {}

    /** What the metrics APIs say to an autoscaler of {@code target}. */
    record Metric(Workload target, Query query) implements Question {}

    /** A question to the metrics APIs. */
    sealed interface Query {

        /** Answered by {@link Answer.Series}. */
        record External(MetricIdentifier metric) implements Query {}

        /** Answered by {@link Answer.Value}. */
        record OfObject(ObjectReference described, MetricIdentifier metric) implements Query {}

        /** Answered by {@link Answer.Samples}. */
        record OfPods(MetricIdentifier metric) implements Query {}

        /** Answered by {@link Answer.Samples}. */
        record OfResource(String resource) implements Query {}

        /** Answered by {@link Answer.Samples}. */
        record OfContainer(MetricSpec.ContainerResource metric) implements Query {}
    }
}
