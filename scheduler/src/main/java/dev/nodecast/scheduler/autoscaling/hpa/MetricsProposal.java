package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all metrics together ask for.
 *
 * @param usable whether there is a proposal to act on
 * @param replicas the proposal, the largest of the valid metrics; meaningless when not usable
 * @param metric description of the metric that won, empty when there is no proposal
 * @param active the condition ScalingActive that follows
 * @param events one warning per invalid metric
 * @param error what was wrong, if anything; null when all metrics are valid
 */
record MetricsProposal(
        boolean usable,
        int replicas,
        String metric,
        HpaCondition active,
        List<HpaEvent> events,
        @Nullable String error) {}
