package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.model.autoscaling.MetricSpec;

/**
 * A trigger as KEDA turns it into a metric of the HPA.
 *
 * @param spec the metric of the generated HPA
 * @param activationMilli the trigger is active strictly above this value
 */
record TriggerMetric(MetricSpec spec, long activationMilli) {

    /** The metric's name in the external metrics API; empty for a cpu or memory trigger. */
    String externalName() {
        return spec instanceof MetricSpec.External external ? external.metric().name() : "";
    }

    boolean isExternal() {
        return spec instanceof MetricSpec.External;
    }
}
