package dev.nodecast.scheduler.model.autoscaling;

/** What a metric is compared with. */
public sealed interface MetricTarget {

    /** Compares the metric as it is. */
    record Value(long milli) implements MetricTarget {}

    /** Compares the metric divided by the number of pods. */
    record AverageValue(long milli) implements MetricTarget {}

    /** Compares usage with the pods' resource requests, in percent; only for resource metrics. */
    record Utilization(int percent) implements MetricTarget {}
}
