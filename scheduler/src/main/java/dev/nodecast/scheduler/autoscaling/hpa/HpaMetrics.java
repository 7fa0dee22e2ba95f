package dev.nodecast.scheduler.autoscaling.hpa;

import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The metrics APIs as the controller sees them at a sync, delays and caches included. An empty answer stands for an
 * API that failed as well as for one that knows no value: the controller treats both as an invalid metric. Every
 * method answers empty unless it is overridden.
 */
public interface HpaMetrics {

    /** A source that knows no metric. */
    HpaMetrics NONE = new HpaMetrics() {};

    /** An answer without values. */
    long[] NO_SERIES = {};

    /** Values of all series of an external metric in milli-units; the controller sums them and keeps no reference. */
    default long[] externalMilli(MetricIdentifier metric) {
        return NO_SERIES;
    }

    /** Value in milli-units of a metric that describes an object. */
    default OptionalLong objectMilli(ObjectReference describedObject, MetricIdentifier metric) {
        return OptionalLong.empty();
    }

    /** A custom metric of the target's pods by pod name. */
    default Map<String, PodMetricSample> podMetric(MetricIdentifier metric) {
        return Map.of();
    }

    /** Use of a resource by pod name, summed over the pod's containers. */
    default Map<String, PodMetricSample> resource(String resource) {
        return Map.of();
    }

    /** Use of a resource by one container of each pod, by pod name. */
    default Map<String, PodMetricSample> containerResource(MetricSpec.ContainerResource metric) {
        return Map.of();
    }
}
