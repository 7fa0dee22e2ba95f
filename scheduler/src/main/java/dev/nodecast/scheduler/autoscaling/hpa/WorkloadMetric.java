package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.List;

/**
 * Replicas for a metric that is one number for the whole workload (External and Object metrics). Rules: Kubernetes,
 * pkg/controller/podautoscaler/replica_calculator.go.
 */
final class WorkloadMetric {

    private static final String NO_PODS = "the target's selector lists no pods";

    private WorkloadMetric() {}

    /** The target is an average: the pods that exist divide it, ready or not, and at zero pods nothing is tolerated. */
    static MetricProposal externalPerPod(long usageMilli, long targetMilli, int statusReplicas, Tolerance tolerance) {
        return withinTolerance(usageMilli, targetMilli, statusReplicas, tolerance)
                ? MetricProposal.replicas(statusReplicas)
                : MetricProposal.replicas(ReplicaCount.ceilCapped((double) usageMilli / (double) targetMilli));
    }

    /** The same for an object's metric, which the controller does not cap. */
    static MetricProposal objectPerPod(long usageMilli, long targetMilli, int statusReplicas, Tolerance tolerance) {
        return withinTolerance(usageMilli, targetMilli, statusReplicas, tolerance)
                ? MetricProposal.replicas(statusReplicas)
                : MetricProposal.replicas(ReplicaCount.ceil((double) usageMilli / (double) targetMilli));
    }

    private static boolean withinTolerance(long usageMilli, long targetMilli, int replicas, Tolerance tolerance) {
        return tolerance.covers((double) usageMilli / ((double) targetMilli * replicas));
    }

    /** The target is a total: it multiplies the ready pods, except at zero replicas where it counts from one. */
    static MetricProposal total(long usageMilli, long targetMilli, HpaObservation observed, Tolerance tolerance) {
        double ratio = (double) usageMilli / (double) targetMilli;
        if (observed.specReplicas() == 0) {
            return MetricProposal.replicas(ReplicaCount.ceil(ratio));
        }
        if (tolerance.covers(ratio)) {
            return MetricProposal.replicas(observed.specReplicas());
        }
        if (observed.pods().isEmpty()) {
            return MetricProposal.invalid(NO_PODS);
        }
        return MetricProposal.replicas(ReplicaCount.ceilCapped(ratio * readyPods(observed.pods())));
    }

    private static int readyPods(List<ObservedPod> pods) {
        int ready = 0;
        for (ObservedPod pod : pods) {
            if (pod.isReady()) {
                ready++;
            }
        }
        return ready;
    }

    /** Sum for an average target: the controller takes any negative running sum for an overflow, and thus for a lot. */
    static long sumForAverage(long[] series) {
        long sum = 0;
        for (long value : series) {
            sum += value;
            if (sum < 0) {
                return Long.MAX_VALUE;
            }
        }
        return sum;
    }

    /** Sum for a total target, cut off at the largest number. */
    static long sumForTotal(long[] series) {
        long sum = 0;
        for (long value : series) {
            if (value > 0 && sum > Long.MAX_VALUE - value) {
                return Long.MAX_VALUE;
            }
            sum += value;
        }
        return sum;
    }
}
