package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.List;

/**
 * What the controller remembers of one autoscaler between syncs: the status conditions, which live in the API, and the
 * histories, which live in the controller's memory. One autoscaler owns it; {@link HpaController} changes it in place
 * at each sync. A what-if works on a {@link #copy}.
 */
public final class HpaState {

    final TimedValues recommendations;
    final TimedValues scaleUpEvents;
    final TimedValues scaleDownEvents;
    HpaConditions conditions;

    private HpaState(TimedValues recommendations, TimedValues scaleUps, TimedValues scaleDowns, HpaConditions status) {
        this.recommendations = recommendations;
        this.scaleUpEvents = scaleUps;
        this.scaleDownEvents = scaleDowns;
        this.conditions = status;
    }

    /** The state of a new autoscaler. */
    public static HpaState initial() {
        return of(History.EMPTY, HpaConditions.NONE);
    }

    /** A state with a past. */
    public static HpaState of(History history, HpaConditions conditions) {
        return new HpaState(
                TimedValues.of(history.recommendations()),
                TimedValues.of(history.scaleUpEvents()),
                TimedValues.of(history.scaleDownEvents()),
                conditions);
    }

    /** An independent copy. */
    public HpaState copy() {
        return new HpaState(recommendations.copy(), scaleUpEvents.copy(), scaleDownEvents.copy(), conditions);
    }

    /** Forgets the histories, as a restart or a new leader of kube-controller-manager does; the status stays. */
    public void forgetHistory() {
        recommendations.clear();
        scaleUpEvents.clear();
        scaleDownEvents.clear();
    }

    /** The status conditions. */
    public HpaConditions conditions() {
        return conditions;
    }

    /** The histories in storage order. */
    public History history() {
        return new History(recommendations.toList(), scaleUpEvents.toList(), scaleDownEvents.toList());
    }

    /**
     * The controller's memory in storage order.
     *
     * @param recommendations what the metrics asked for, before stabilization and limits
     * @param scaleUpEvents pods added
     * @param scaleDownEvents pods removed, as positive numbers
     */
    public record History(
            List<TimedValue> recommendations, List<TimedValue> scaleUpEvents, List<TimedValue> scaleDownEvents) {

        /** No history. */
        public static final History EMPTY = new History(List.of(), List.of(), List.of());
    }
}
