package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The target's pods, sorted by how they count for a metric of pods. Failed and deleting pods count nowhere; pending
 * pods, and pods whose cpu sample says more about their start than about load, are unready; pods without a sample are
 * missing. Rules: Kubernetes, replica_calculator.go, groupPods.
 */
final class PodGroups {

    final List<ObservedPod> counted = new ArrayList<>();
    final List<ObservedPod> unready = new ArrayList<>();
    final List<ObservedPod> missing = new ArrayList<>();

    /** Number of samples that stay when those of ignored and unready pods are dropped; strangers' samples stay. */
    int samples;

    /** Sum of the samples that stay. */
    long usageMilli;

    private PodGroups() {}

    static PodGroups of(HpaObservation observed, Map<String, PodMetricSample> metric, boolean cpu, HpaFlags flags) {
        PodGroups groups = new PodGroups();
        groups.samples = metric.size();
        for (PodMetricSample sample : metric.values()) {
            groups.usageMilli += sample.valueMilli();
        }
        Clock clock = new Clock(observed.nowNs(), flags);
        for (ObservedPod pod : observed.pods()) {
            groups.place(pod, metric.get(pod.name()), cpu, clock);
        }
        return groups;
    }

    private void place(ObservedPod pod, @Nullable PodMetricSample sample, boolean cpu, Clock clock) {
        if (pod.deleting() || pod.phase() == ObservedPod.Phase.FAILED) {
            drop(sample);
        } else if (pod.phase() == ObservedPod.Phase.PENDING) {
            drop(sample);
            unready.add(pod);
        } else if (sample == null) {
            missing.add(pod);
        } else if (cpu && clock.isStarting(pod, sample)) {
            drop(sample);
            unready.add(pod);
        } else {
            counted.add(pod);
        }
    }

    private void drop(@Nullable PodMetricSample sample) {
        if (sample != null) {
            samples--;
            usageMilli -= sample.valueMilli();
        }
    }

    private record Clock(long nowNs, HpaFlags flags) {

        boolean isStarting(ObservedPod pod, PodMetricSample sample) {
            Long started = pod.startTimeNs();
            Long changed = pod.readyTransitionNs();
            if (started == null || changed == null || pod.readiness() == ObservedPod.Readiness.ABSENT) {
                return true;
            }
            boolean notReady = pod.readiness() == ObservedPod.Readiness.FALSE;
            if (started + flags.cpuInitializationNs() > nowNs) {
                return notReady || sample.timestampNs() < changed + sample.windowNs();
            }
            return notReady && started + flags.initialReadinessDelayNs() > changed;
        }
    }
}
