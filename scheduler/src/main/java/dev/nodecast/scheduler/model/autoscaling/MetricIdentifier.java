package dev.nodecast.scheduler.model.autoscaling;

import dev.nodecast.scheduler.model.LabelSelector;

/**
 * The name of a custom or external metric and the selector that picks its series.
 *
 * @param name the metric's name
 * @param selector which series; {@link LabelSelector#EVERYTHING} where none is given
 */
public record MetricIdentifier(String name, LabelSelector selector) {

    /** A metric without a selector. */
    public static MetricIdentifier named(String name) {
        return new MetricIdentifier(name, LabelSelector.EVERYTHING);
    }
}
