package dev.nodecast.scheduler.model.autoscaling;

/**
 * The name of a custom or external metric and the label selector that picks its series.
 *
 * @param name the metric's name
 * @param selector the label selector in Kubernetes' text form ({@code queue=pro,tier in (a,b)}); empty for none
 */
public record MetricIdentifier(String name, String selector) {

    /** A metric without a selector. */
    public static MetricIdentifier named(String name) {
        return new MetricIdentifier(name, "");
    }
}
