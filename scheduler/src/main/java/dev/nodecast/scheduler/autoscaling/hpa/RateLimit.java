package dev.nodecast.scheduler.autoscaling.hpa;

import dev.nodecast.scheduler.model.autoscaling.ScalingPolicy;
import dev.nodecast.scheduler.model.autoscaling.ScalingRules;
import dev.nodecast.scheduler.model.autoscaling.SelectPolicy;
import java.util.List;

/**
 * How far one direction's policies let the replicas go. A percentage of zero replicas is zero: a list of percentages
 * alone never leaves zero. Rules: Kubernetes, horizontal.go, calculateScaleUpLimitWithScalingRules and
 * calculateScaleDownLimitWithBehaviors.
 */
final class RateLimit {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final double PERCENT = 100;

    private final boolean up;
    private final SelectPolicy select;
    private final ScalingPolicy[] policies;

    RateLimit(boolean up, ScalingRules rules) {
        this.up = up;
        this.select = rules.selectPolicy() == null ? SelectPolicy.MAX : rules.selectPolicy();
        List<ScalingPolicy> given = rules.policies() == null ? List.of() : rules.policies();
        this.policies = given.toArray(ScalingPolicy[]::new);
    }

    /** The furthest number of replicas that the policies allow now; never back over the present number. */
    int limit(HpaState state, long nowNs, int current) {
        if (select == SelectPolicy.DISABLED) {
            return current;
        }
        boolean highest = up == (select == SelectPolicy.MAX);
        int result = highest ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        for (ScalingPolicy policy : policies) {
            int allowed = allowed(policy, replicasAtPeriodStart(policy, state, nowNs, current));
            result = highest ? Math.max(result, allowed) : Math.min(result, allowed);
        }
        return up ? Math.max(result, current) : Math.min(result, current);
    }

    /** Remembers a change; an event older than the longest period is overwritten. */
    void record(HpaState state, long nowNs, int change) {
        int longestSeconds = 0;
        for (ScalingPolicy policy : policies) {
            longestSeconds = Math.max(longestSeconds, policy.periodSeconds());
        }
        TimedValues events = up ? state.scaleUpEvents : state.scaleDownEvents;
        events.replaceOrAdd(events.lastOutdated(nowNs - longestSeconds * SECOND_NS), nowNs, change);
    }

    private static int replicasAtPeriodStart(ScalingPolicy policy, HpaState state, long nowNs, int current) {
        long cutoffNs = nowNs - policy.periodSeconds() * SECOND_NS;
        return current - state.scaleUpEvents.sumAfter(cutoffNs) + state.scaleDownEvents.sumAfter(cutoffNs);
    }

    private int allowed(ScalingPolicy policy, int start) {
        return switch (policy.type()) {
            case PODS -> up ? start + policy.value() : start - policy.value();
            case PERCENT ->
                up
                        ? ReplicaCount.ceil(start * (1 + policy.value() / PERCENT))
                        : (int) (start * (1 - policy.value() / PERCENT));
        };
    }
}
