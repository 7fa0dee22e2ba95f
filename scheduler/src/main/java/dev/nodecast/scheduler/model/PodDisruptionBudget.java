package dev.nodecast.scheduler.model;

import org.jspecify.annotations.Nullable;

/**
 * A PodDisruptionBudget. One of {@code minAvailable} and {@code maxUnavailable} is set.
 *
 * @param selector null matches no pod
 * @param alwaysEvictUnhealthy unhealthyPodEvictionPolicy AlwaysAllow
 * @param disruptionsAllowed from its status
 */
public record PodDisruptionBudget(
        ObjectMeta meta,
        @Nullable LabelSelector selector,
        @Nullable CountOrPercent minAvailable,
        @Nullable CountOrPercent maxUnavailable,
        boolean alwaysEvictUnhealthy,
        int disruptionsAllowed) {

    /** Whether the budget speaks of this pod. */
    public boolean covers(Pod pod) {
        return selector != null
                && meta.namespace().equals(pod.meta().namespace())
                && selector.matches(pod.meta().labels());
    }
}
