package dev.nodecast.scheduler.autoscaling.hpa;

import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.ScalingRules;
import org.jspecify.annotations.Nullable;

/** How far the ratio of a metric to its target may be off 1 in each direction without a change. */
record Tolerance(double scaleDown, double scaleUp) {

    static Tolerance of(HorizontalPodAutoscaler hpa, HpaFeatures features, HpaFlags flags) {
        HpaBehavior behavior = hpa.behavior();
        if (behavior == null || !features.configurableTolerance()) {
            return new Tolerance(flags.tolerance(), flags.tolerance());
        }
        return new Tolerance(
                orElse(behavior.scaleDown(), flags.tolerance()), orElse(behavior.scaleUp(), flags.tolerance()));
    }

    private static double orElse(@Nullable ScalingRules rules, double byFlag) {
        return rules == null || rules.tolerance() == null ? byFlag : rules.tolerance();
    }

    boolean covers(double usageRatio) {
        return 1.0 - scaleDown <= usageRatio && usageRatio <= 1.0 + scaleUp;
    }
}
