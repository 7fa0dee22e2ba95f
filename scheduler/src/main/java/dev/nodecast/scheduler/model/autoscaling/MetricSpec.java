package dev.nodecast.scheduler.model.autoscaling;

/** One entry of {@code spec.metrics} of a HorizontalPodAutoscaler; the largest proposal of all entries wins. */
public sealed interface MetricSpec {

    /** The target that this metric is compared with. */
    MetricTarget target();

    /** A metric from outside the cluster, the sum of all series that match. */
    record External(MetricIdentifier metric, MetricTarget target) implements MetricSpec {}

    /** A metric that describes one other object, for example requests per second of an Ingress. */
    record ObjectMetric(ObjectReference describedObject, MetricIdentifier metric, MetricTarget target)
            implements MetricSpec {}

    /** A custom metric of every pod; the API allows only {@link MetricTarget.AverageValue}. */
    record Pods(MetricIdentifier metric, MetricTarget target) implements MetricSpec {}

    /** Use of a resource ({@code cpu}, {@code memory}) by the pods. */
    record Resource(String name, MetricTarget target) implements MetricSpec {}

    /** Use of a resource by one container of each pod. */
    record ContainerResource(String name, String container, MetricTarget target) implements MetricSpec {}
}
