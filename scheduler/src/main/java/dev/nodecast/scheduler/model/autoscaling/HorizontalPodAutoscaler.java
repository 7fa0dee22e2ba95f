package dev.nodecast.scheduler.model.autoscaling;

import dev.nodecast.scheduler.model.ObjectMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A HorizontalPodAutoscaler (autoscaling/v2) as written, or after {@link HpaDefaults#apply}.
 *
 * @param scaleTargetRef the workload it scales, in the same namespace
 * @param minReplicas lower bound; null means not given (1 by default)
 * @param maxReplicas upper bound
 * @param metrics what it looks at; empty means not given (80 % cpu utilization by default)
 * @param behavior rules per direction; null selects the older fixed rules, which are not those of an empty block
 */
public record HorizontalPodAutoscaler(
        ObjectMeta meta,
        ObjectReference scaleTargetRef,
        @Nullable Integer minReplicas,
        int maxReplicas,
        List<MetricSpec> metrics,
        @Nullable HpaBehavior behavior) {

    private static final int DEFAULT_MIN_REPLICAS = 1;

    public HorizontalPodAutoscaler {
        metrics = List.copyOf(metrics);
    }

    /** The lower bound, 1 when it is not given. */
    public int minReplicasOrDefault() {
        return minReplicas == null ? DEFAULT_MIN_REPLICAS : minReplicas;
    }

    /** Whether it looks at a metric that exists without pods, which scaling from zero needs. */
    public boolean hasObjectOrExternalMetric() {
        for (MetricSpec metric : metrics) {
            if (metric instanceof MetricSpec.External || metric instanceof MetricSpec.ObjectMetric) {
                return true;
            }
        }
        return false;
    }

    /** The same autoscaler with other bounds. */
    public HorizontalPodAutoscaler withReplicaBounds(@Nullable Integer min, int max) {
        return new HorizontalPodAutoscaler(meta, scaleTargetRef, min, max, metrics, behavior);
    }
}
