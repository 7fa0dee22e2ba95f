package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.List;
import java.util.Map;

/**
 * Replicas for a metric of pods (Pods, Resource and ContainerResource metrics). Pods without a sample are taken for
 * idle when the others ask for more and for busy when they ask for less, unready pods for idle on the way up; a
 * proposal that turns round by that is dropped. Rules: Kubernetes, pkg/controller/podautoscaler/replica_calculator.go.
 */
final class PodMetric {

    private static final String NO_METRICS = "the metrics API returned no values";
    private static final String NO_PODS = "the target's selector lists no pods";
    private static final String NO_COUNTED_PODS = "no metric of a pod that counts (pods might be unready)";
    private static final String NO_REQUESTS = "the metrics match no pod with a request";
    private static final int FULL_PERCENT = 100;

    private final HpaFlags flags;
    private final Tolerance tolerance;

    PodMetric(HpaFlags flags, Tolerance tolerance) {
        this.flags = flags;
        this.tolerance = tolerance;
    }

    /** Compares the average value per pod with a target. */
    MetricProposal average(Input input, boolean cpu, long targetMilli) {
        if (input.isEmpty()) {
            return input.explainEmpty();
        }
        HpaObservation observed = input.observed;
        PodGroups groups = PodGroups.of(observed, input.metric, cpu, flags);
        if (groups.samples == 0) {
            return MetricProposal.invalid(NO_COUNTED_PODS);
        }
        double ratio = averageRatio(groups.usageMilli, groups.samples, targetMilli);
        Refill refill = Refill.of(groups, ratio);
        if (refill == Refill.NONE_NEEDED) {
            return direct(ratio, groups, observed);
        }
        long usageMilli = groups.usageMilli;
        if (refill.missingAtTarget) {
            usageMilli += targetMilli * groups.missing.size();
        }
        int samples = groups.samples + refill.added(groups);
        return adjusted(ratio, averageRatio(usageMilli, samples, targetMilli), samples, observed);
    }

    /** Compares the use in percent of the pods' requests with a target. */
    MetricProposal utilization(Input input, RequestOf requestOf, int targetPercent) {
        if (input.isEmpty()) {
            return input.explainEmpty();
        }
        HpaObservation observed = input.observed;
        PodGroups groups = PodGroups.of(observed, input.metric, requestOf.isCpu(), flags);
        if (groups.samples == 0) {
            return MetricProposal.invalid(NO_COUNTED_PODS);
        }
        for (ObservedPod pod : observed.pods()) {
            if (requestOf.milli(pod) == RequestOf.MISSING) {
                return MetricProposal.invalid(requestOf.explainMissing(pod));
            }
        }
        long requestMilli = requestOf.sumMilli(groups.counted);
        if (requestMilli == 0) {
            return MetricProposal.invalid(NO_REQUESTS);
        }
        long usageMilli = usageOf(groups.counted, input.metric);
        double ratio = utilizationRatio(usageMilli, requestMilli, targetPercent);
        Refill refill = Refill.of(groups, ratio);
        if (refill == Refill.NONE_NEEDED) {
            return direct(ratio, groups, observed);
        }
        if (refill.missingAtTarget) {
            // Missing pods count as using all they request, or the target where that is more than they request.
            for (ObservedPod pod : groups.missing) {
                usageMilli += requestOf.milli(pod) * Math.max(FULL_PERCENT, targetPercent) / FULL_PERCENT;
            }
        }
        requestMilli += refill.addsMissing ? requestOf.sumMilli(groups.missing) : 0;
        requestMilli += refill.addsUnready ? requestOf.sumMilli(groups.unready) : 0;
        double newRatio = utilizationRatio(usageMilli, requestMilli, targetPercent);
        return adjusted(ratio, newRatio, groups.samples + refill.added(groups), observed);
    }

    private MetricProposal direct(double ratio, PodGroups groups, HpaObservation observed) {
        if (tolerance.covers(ratio)) {
            return MetricProposal.replicas(observed.specReplicas());
        }
        return MetricProposal.replicas(ReplicaCount.ceil(ratio * groups.counted.size()));
    }

    private MetricProposal adjusted(double ratio, double newRatio, int samples, HpaObservation observed) {
        int current = observed.specReplicas();
        boolean turned = (ratio < 1.0 && newRatio > 1.0) || (ratio > 1.0 && newRatio < 1.0);
        if (tolerance.covers(newRatio) || turned) {
            return MetricProposal.replicas(current);
        }
        int replicas = ReplicaCount.ceil(newRatio * samples);
        boolean countTurned = (newRatio < 1.0 && replicas > current) || (newRatio > 1.0 && replicas < current);
        return MetricProposal.replicas(countTurned ? current : replicas);
    }

    private static double averageRatio(long usageMilli, int samples, long targetMilli) {
        long wholeMilli = usageMilli / samples;
        return (double) wholeMilli / (double) targetMilli;
    }

    private static double utilizationRatio(long usageMilli, long requestMilli, int targetPercent) {
        int percent = (int) (usageMilli * FULL_PERCENT / requestMilli);
        return (double) percent / (double) targetPercent;
    }

    private static long usageOf(List<ObservedPod> pods, Map<String, PodMetricSample> metric) {
        long sum = 0;
        for (ObservedPod pod : pods) {
            PodMetricSample sample = metric.get(pod.name());
            sum += sample == null ? 0 : sample.valueMilli();
        }
        return sum;
    }

    /** An observation and the values of the metric in question. */
    record Input(HpaObservation observed, Map<String, PodMetricSample> metric) {

        boolean isEmpty() {
            return metric.isEmpty() || observed.pods().isEmpty();
        }

        MetricProposal explainEmpty() {
            return MetricProposal.invalid(metric.isEmpty() ? NO_METRICS : NO_PODS);
        }
    }

    /** Which pods without a usable sample are put back, and as what. */
    private enum Refill {
        NONE_NEEDED(false, false, false),
        NOTHING(false, false, false),
        MISSING_AT_TARGET(true, true, false),
        MISSING_AND_UNREADY_IDLE(false, true, true);

        final boolean missingAtTarget;
        final boolean addsMissing;
        final boolean addsUnready;

        Refill(boolean missingAtTarget, boolean addsMissing, boolean addsUnready) {
            this.missingAtTarget = missingAtTarget;
            this.addsMissing = addsMissing;
            this.addsUnready = addsUnready;
        }

        static Refill of(PodGroups groups, double ratio) {
            boolean unreadyMatter = !groups.unready.isEmpty() && ratio > 1.0;
            if (!unreadyMatter && groups.missing.isEmpty()) {
                return NONE_NEEDED;
            }
            if (ratio > 1.0) {
                return MISSING_AND_UNREADY_IDLE;
            }
            return ratio < 1.0 ? MISSING_AT_TARGET : NOTHING;
        }

        int added(PodGroups groups) {
            return (addsMissing ? groups.missing.size() : 0) + (addsUnready ? groups.unready.size() : 0);
        }
    }
}
