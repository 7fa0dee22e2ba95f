package dev.nodecast.scheduler.autoscaling.hpa;

import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.ScalingRules;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings a stabilized proposal within rate limits and bounds. Rules: Kubernetes, horizontal.go,
 * convertDesiredReplicasWithRules (spec without behavior) and convertDesiredReplicasWithBehaviorRate.
 */
final class Normalization {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int FREE_SCALE_UP_FACTOR = 2;
    private static final int FREE_SCALE_UP_REPLICAS = 4;

    private static final Limit WITHIN = new Limit("DesiredWithinRange", "within the bounds and rate limits");
    private static final Limit UP_RATE = new Limit("ScaleUpLimit", "it may not grow faster");
    private static final Limit DOWN_RATE = new Limit("ScaleDownLimit", "it may not shrink faster");
    private static final Limit TOO_MANY = new Limit("TooManyReplicas", "more than maxReplicas");
    private static final Limit TOO_FEW = new Limit("TooFewReplicas", "fewer than minReplicas");

    private final int minReplicas;
    private final int maxReplicas;
    private final @Nullable RateLimit up;
    private final @Nullable RateLimit down;
    private final Stabilization stabilization;

    Normalization(HorizontalPodAutoscaler hpa, HpaFlags flags) {
        this.minReplicas = hpa.minReplicasOrDefault();
        this.maxReplicas = hpa.maxReplicas();
        HpaBehavior behavior = hpa.behavior();
        if (behavior == null) {
            this.up = null;
            this.down = null;
            this.stabilization = new Stabilization(false, 0, flags.downscaleStabilizationNs());
            return;
        }
        ScalingRules scaleUp = Objects.requireNonNullElseGet(behavior.scaleUp(), ScalingRules::empty);
        ScalingRules scaleDown = Objects.requireNonNullElseGet(behavior.scaleDown(), ScalingRules::empty);
        this.up = new RateLimit(true, scaleUp);
        this.down = new RateLimit(false, scaleDown);
        this.stabilization = new Stabilization(
                true,
                windowNs(scaleUp.stabilizationWindowSeconds(), 0),
                windowNs(scaleDown.stabilizationWindowSeconds(), flags.downscaleStabilizationNs()));
    }

    private static long windowNs(@Nullable Integer seconds, long byFlagNs) {
        return seconds == null ? byFlagNs / SECOND_NS * SECOND_NS : seconds * SECOND_NS;
    }

    int stabilize(HpaState state, long nowNs, int current, int proposed) {
        int stabilized = stabilization.stabilize(state, nowNs, current, proposed);
        state.conditions = state.conditions.withAbleToScale(stabilization.condition(current, proposed, stabilized));
        return stabilized;
    }

    int limit(HpaState state, long nowNs, int current, int stabilized) {
        int low = lowest(state, nowNs, current, stabilized);
        int high = highest(state, nowNs, current, stabilized);
        if (stabilized < low) {
            limited(state, low > minReplicas ? DOWN_RATE : TOO_FEW);
            return low;
        }
        if (stabilized > high) {
            limited(state, high < maxReplicas ? UP_RATE : TOO_MANY);
            return high;
        }
        state.conditions = state.conditions.withScalingLimited(WITHIN.within);
        return stabilized;
    }

    /** Remembers a change of replicas; without behavior nothing looks back at it. */
    void record(HpaState state, HpaDecision decision) {
        int change = decision.desiredReplicas() - decision.currentReplicas();
        RateLimit direction = change > 0 ? up : down;
        if (direction != null) {
            direction.record(state, decision.nowNs(), Math.abs(change));
        }
    }

    private int lowest(HpaState state, long nowNs, int current, int stabilized) {
        if (down == null) {
            return minReplicas;
        }
        return stabilized < current ? Math.max(minReplicas, down.limit(state, nowNs, current)) : Integer.MIN_VALUE;
    }

    private int highest(HpaState state, long nowNs, int current, int stabilized) {
        if (up == null) {
            return Math.min(maxReplicas, Math.max(FREE_SCALE_UP_FACTOR * current, FREE_SCALE_UP_REPLICAS));
        }
        return stabilized > current ? Math.min(maxReplicas, up.limit(state, nowNs, current)) : Integer.MAX_VALUE;
    }

    private static void limited(HpaState state, Limit limit) {
        state.conditions = state.conditions.withScalingLimited(limit.limiting);
    }

    /** A reason, as the condition that says it applies and the one that says it does not. */
    private record Limit(HpaCondition limiting, HpaCondition within) {

        Limit(String reason, String message) {
            this(new HpaCondition(true, reason, message), new HpaCondition(false, reason, message));
        }
    }
}
