package dev.nodecast.scheduler.model.autoscaling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API server fills in when a HorizontalPodAutoscaler (autoscaling/v2) is stored. Source of the values:
 * Kubernetes, pkg/apis/autoscaling/v2/defaults.go.
 */
public final class HpaDefaults {

    /** Up: at once, by the larger of 4 pods and 100 % in 15 s. */
    public static final ScalingRules SCALE_UP = new ScalingRules(
            0, SelectPolicy.MAX, List.of(ScalingPolicy.pods(4, 15), ScalingPolicy.percent(100, 15)), null);

    /** Down: all of it in 15 s; the window stays open, the controller's flag fills it at each sync. */
    public static final ScalingRules SCALE_DOWN =
            new ScalingRules(null, SelectPolicy.MAX, List.of(ScalingPolicy.percent(100, 15)), null);

    /** The metric of an autoscaler that names none. */
    public static final MetricSpec METRIC = new MetricSpec.Resource("cpu", new MetricTarget.Utilization(80));

    private HpaDefaults() {}

    /** The autoscaler as the API server stores it; applying it twice changes nothing more. */
    public static HorizontalPodAutoscaler apply(HorizontalPodAutoscaler hpa) {
        return new HorizontalPodAutoscaler(
                hpa.meta(),
                hpa.scaleTargetRef(),
                hpa.minReplicasOrDefault(),
                hpa.maxReplicas(),
                hpa.metrics().isEmpty() ? List.of(METRIC) : hpa.metrics(),
                hpa.behavior() == null ? null : apply(hpa.behavior()));
    }

    private static HpaBehavior apply(HpaBehavior behavior) {
        return new HpaBehavior(fill(behavior.scaleUp(), SCALE_UP), fill(behavior.scaleDown(), SCALE_DOWN));
    }

    private static ScalingRules fill(@Nullable ScalingRules given, ScalingRules defaults) {
        if (given == null) {
            return defaults;
        }
        return new ScalingRules(
                given.stabilizationWindowSeconds() == null
                        ? defaults.stabilizationWindowSeconds()
                        : given.stabilizationWindowSeconds(),
                given.selectPolicy() == null ? defaults.selectPolicy() : given.selectPolicy(),
                given.policies() == null ? defaults.policies() : given.policies(),
                given.tolerance());
    }
}
