package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaConditions;
import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaObservation;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;

/**
 * One sync of one autoscaler with everything that it depends on.
 *
 * @param id its name in the file
 * @param hpa the autoscaler as written
 * @param flags flags of kube-controller-manager
 * @param before what the controller remembers of earlier syncs
 * @param observed the cluster at the sync
 */
public record HpaVector(
        String id, HorizontalPodAutoscaler hpa, HpaFlags flags, Before before, HpaObservation observed) {

    /** The time of every such sync; only ages matter. */
    static final long NOW_NS = 1_000_000_000_000_000L;

    /** History and conditions before the sync. */
    public record Before(HpaState.History history, HpaConditions conditions) {}

    /** What a sync decided, and what the controller remembers after it. */
    public record Outcome(HpaVector vector, HpaDecision decision, HpaState.History history) {}

    /** The sync on a cluster with these features. */
    public Outcome sync(HpaFeatures features) {
        HpaState state = HpaState.of(before.history, before.conditions);
        HpaDecision decision = new HpaController(hpa, features, flags).sync(state, observed);
        return new Outcome(this, decision, state.history());
    }
}
