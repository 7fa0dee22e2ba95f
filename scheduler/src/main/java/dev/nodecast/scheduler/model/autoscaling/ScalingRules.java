package dev.nodecast.scheduler.model.autoscaling;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one direction in {@code spec.behavior}; null means not given, see {@link HpaDefaults}.
 *
 * @param stabilizationWindowSeconds how far back recommendations are looked at
 * @param selectPolicy which policy holds
 * @param policies the limits on the rate of change; a given list replaces the default list whole
 * @param tolerance ratio by which the metric may be off its target without a change, see {@link #toleranceOf}
 */
public record ScalingRules(
        @Nullable Integer stabilizationWindowSeconds,
        @Nullable SelectPolicy selectPolicy,
        @Nullable List<ScalingPolicy> policies,
        @Nullable Double tolerance) {

    private static final int DECIMALS_PER_SUFFIX = 3;

    public ScalingRules {
        policies = policies == null ? null : List.copyOf(policies);
    }

    /** Rules in which nothing is given. */
    public static ScalingRules empty() {
        return new ScalingRules(null, null, null, null);
    }

    /** The same rules with another select policy. */
    public ScalingRules withSelectPolicy(SelectPolicy policy) {
        return new ScalingRules(stabilizationWindowSeconds, policy, policies, tolerance);
    }

    /**
     * The tolerance as kube-controller-manager sees it: the API server stores a quantity with a suffix in steps of a
     * thousand (0.05 as {@code 50m}), and the controller multiplies the whole number by a power of ten. For some
     * values (9m) that is one unit in the last place off the nearest double, which decides cases at the very edge.
     */
    public static double toleranceOf(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        if (stripped.scale() <= 0) {
            return stripped.doubleValue();
        }
        int scale = (stripped.scale() + DECIMALS_PER_SUFFIX - 1) / DECIMALS_PER_SUFFIX * DECIMALS_PER_SUFFIX;
        double mantissa = stripped.setScale(scale).unscaledValue().doubleValue();
        return mantissa * BigDecimal.ONE.movePointLeft(scale).doubleValue();
    }
}
