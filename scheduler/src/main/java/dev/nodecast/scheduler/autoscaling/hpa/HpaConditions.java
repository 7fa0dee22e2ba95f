package dev.nodecast.scheduler.autoscaling.hpa;

import org.jspecify.annotations.Nullable;

/**
 * The conditions of an autoscaler's status; null where the controller has not set one yet.
 *
 * @param ableToScale whether the target's scale can be read and written, and what stabilization did
 * @param scalingActive whether a metric gives a replica count
 * @param scalingLimited whether bounds or rate limits changed the count
 * @param scaledToZero whether this autoscaler itself scaled its target to zero (from Kubernetes 1.36)
 */
public record HpaConditions(
        @Nullable HpaCondition ableToScale,
        @Nullable HpaCondition scalingActive,
        @Nullable HpaCondition scalingLimited,
        @Nullable HpaCondition scaledToZero) {

    /** Conditions of an autoscaler that was never synced. */
    public static final HpaConditions NONE = new HpaConditions(null, null, null, null);

    HpaConditions withAbleToScale(HpaCondition condition) {
        return condition.equals(ableToScale)
                ? this
                : new HpaConditions(condition, scalingActive, scalingLimited, scaledToZero);
    }

    HpaConditions withScalingActive(HpaCondition condition) {
        return condition.equals(scalingActive)
                ? this
                : new HpaConditions(ableToScale, condition, scalingLimited, scaledToZero);
    }

    HpaConditions withScalingLimited(HpaCondition condition) {
        return condition.equals(scalingLimited)
                ? this
                : new HpaConditions(ableToScale, scalingActive, condition, scaledToZero);
    }

    HpaConditions withScaledToZero(@Nullable HpaCondition condition) {
        boolean same = condition == null ? scaledToZero == null : condition.equals(scaledToZero);
        return same ? this : new HpaConditions(ableToScale, scalingActive, scalingLimited, condition);
    }

    boolean isScaledToZero() {
        return scaledToZero != null && scaledToZero.status();
    }
}
