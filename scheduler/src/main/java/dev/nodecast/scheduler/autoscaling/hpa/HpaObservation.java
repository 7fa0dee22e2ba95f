package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.List;

/**
 * What the controller observes at one sync.
 *
 * @param nowNs the time of the sync
 * @param specReplicas {@code spec.replicas} of the target's scale
 * @param statusReplicas {@code status.replicas} of the target's scale: pods that exist, ready or not
 * @param pods the pods that the target's selector lists; read only for Pods and resource metrics and Value targets
 * @param metrics the metrics APIs
 * @param selector what is wrong with the target's selector, if anything
 */
public record HpaObservation(
        long nowNs,
        int specReplicas,
        int statusReplicas,
        List<ObservedPod> pods,
        HpaMetrics metrics,
        Selector selector) {

    /** The state of the target's pod selector. */
    public enum Selector {
        VALID,
        /** The scale subresource shows no selector. */
        MISSING,
        /** Another HorizontalPodAutoscaler selects pods of this target too, for example the one of a ScaledObject. */
        AMBIGUOUS
    }

    /** An observation of a target whose selector is as it should be. */
    public HpaObservation(
            long nowNs, int specReplicas, int statusReplicas, List<ObservedPod> pods, HpaMetrics metrics) {
        this(nowNs, specReplicas, statusReplicas, pods, metrics, Selector.VALID);
    }
}
