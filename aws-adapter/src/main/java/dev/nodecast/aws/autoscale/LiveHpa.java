package dev.nodecast.aws.autoscale;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;

/** How the scheduler's HPA is set where Nodecast scales itself. */
public final class LiveHpa {

    /**
     * It acts at zero replicas wherever {@code minReplicas} is 0, as Kubernetes up to 1.35 does: from 1.36 on the controller asks
     * for a condition in the object's status that says that it scaled to zero itself, and the status is not Nodecast's to write.
     */
    static final HpaFeatures FEATURES = new HpaFeatures(HpaFeatures.ZeroReplicas.IF_MIN_IS_ZERO, true);

    private LiveHpa() {}

    /** The scheduler's settings with this time between two syncs. */
    public static AutoscalingLoop.Settings settings(long syncPeriodNs) {
        return new AutoscalingLoop.Settings(syncPeriodNs, FEATURES, HpaFlags.defaults());
    }
}
