package dev.nodecast.scheduler.autoscaling.hpa;

/**
 * What depends on the cluster's Kubernetes version and feature gates.
 *
 * @param zeroReplicas what the controller does for a target at zero replicas
 * @param configurableTolerance whether {@code spec.behavior.*.tolerance} counts (gate HPAConfigurableTolerance)
 */
public record HpaFeatures(ZeroReplicas zeroReplicas, boolean configurableTolerance) {

    private static final int SCALED_TO_ZERO_CONDITION_SINCE = 36;
    private static final int SCALE_TO_ZERO_BETA_SINCE = 37;
    private static final int CONFIGURABLE_TOLERANCE_BETA_SINCE = 35;

    /** The rule for a target at zero replicas. */
    public enum ZeroReplicas {
        /** Up to 1.35: it acts whenever minReplicas is 0, which the API accepts only with the alpha gate. */
        IF_MIN_IS_ZERO,
        /** From 1.36, gate HPAScaleToZero off: it never acts, and drops the condition ScaledToZero. */
        NEVER,
        /** From 1.36, gate HPAScaleToZero on: it acts when it scaled to zero itself (condition ScaledToZero). */
        IF_SCALED_TO_ZERO
    }

    /** The default gates of Kubernetes 1.{@code minor}. */
    public static HpaFeatures ofMinorVersion(int minor) {
        return ofMinorVersion(minor, minor >= SCALE_TO_ZERO_BETA_SINCE);
    }

    /** Kubernetes 1.{@code minor} with the gate HPAScaleToZero set by hand. */
    public static HpaFeatures ofMinorVersion(int minor, boolean scaleToZeroGate) {
        ZeroReplicas zero = ZeroReplicas.IF_MIN_IS_ZERO;
        if (minor >= SCALED_TO_ZERO_CONDITION_SINCE) {
            zero = scaleToZeroGate ? ZeroReplicas.IF_SCALED_TO_ZERO : ZeroReplicas.NEVER;
        }
        return new HpaFeatures(zero, minor >= CONFIGURABLE_TOLERANCE_BETA_SINCE);
    }

    /**
     * Whether the API server of Kubernetes 1.{@code minor} accepts {@code minReplicas: 0} on a new object with default
     * gates. Managed control planes do not let users change gates.
     */
    public static boolean acceptsMinReplicasZero(int minor) {
        return minor >= SCALE_TO_ZERO_BETA_SINCE;
    }
}
