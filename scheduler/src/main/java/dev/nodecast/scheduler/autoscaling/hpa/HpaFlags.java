package dev.nodecast.scheduler.autoscaling.hpa;

/**
 * The flags of kube-controller-manager that the decision depends on.
 *
 * @param tolerance ratio by which a metric may be off its target without a change
 * @param downscaleStabilizationNs window of scale-down where the spec gives none
 * @param cpuInitializationNs how long after its start a pod's cpu samples may be skipped
 * @param initialReadinessDelayNs how soon after its start a pod's first change of readiness counts as never ready
 */
public record HpaFlags(
        double tolerance, long downscaleStabilizationNs, long cpuInitializationNs, long initialReadinessDelayNs) {

    private static final long SECOND_NS = 1_000_000_000L;

    /** The sync period that kube-controller-manager has by default. */
    public static final long DEFAULT_SYNC_PERIOD_NS = 15 * SECOND_NS;

    /** Defaults of kube-controller-manager (pkg/controller/podautoscaler/config/v1alpha1); EKS does not change them. */
    public static HpaFlags defaults() {
        return new HpaFlags(0.1, 300 * SECOND_NS, 300 * SECOND_NS, 30 * SECOND_NS);
    }
}
