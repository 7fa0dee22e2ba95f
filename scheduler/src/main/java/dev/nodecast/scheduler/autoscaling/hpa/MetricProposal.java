package dev.nodecast.scheduler.autoscaling.hpa;

/** What one metric asks for. */
sealed interface MetricProposal {

    /** A number of replicas. */
    record Replicas(int count) implements MetricProposal {}

    /** Nothing, because it could not be read or has no valid target. */
    record Invalid(String error) implements MetricProposal {}

    static MetricProposal replicas(int count) {
        return new Replicas(count);
    }

    static MetricProposal invalid(String error) {
        return new Invalid(error);
    }
}
