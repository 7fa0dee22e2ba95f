package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.List;
import java.util.Map;

/**
 * The resource request that a utilization target divides by: of one named container, else of the pod as a whole where
 * it has pod-level requests, else summed over its containers, each of which must have one. Rules: Kubernetes,
 * replica_calculator.go, calculateRequests.
 */
record RequestOf(String resource, String container) {

    /** No request where one is needed; a real request is never negative. */
    static final long MISSING = -1;

    static RequestOf wholePod(String resource) {
        return new RequestOf(resource, "");
    }

    boolean isCpu() {
        return resource.equals("cpu");
    }

    long sumMilli(List<ObservedPod> pods) {
        long sum = 0;
        for (ObservedPod pod : pods) {
            sum += milli(pod);
        }
        return sum;
    }

    long milli(ObservedPod pod) {
        Map<String, Long> podLevel = pod.requests().podLevel();
        if (podLevel != null && container.isEmpty()) {
            return podLevel.getOrDefault(resource, MISSING);
        }
        long sum = 0;
        for (ObservedPod.Container candidate : pod.requests().containers()) {
            if (!container.isEmpty() && !container.equals(candidate.name())) {
                continue;
            }
            Long request = candidate.requestsMilli().get(resource);
            if (request == null || !container.isEmpty()) {
                return request == null ? MISSING : request;
            }
            sum += request;
        }
        return container.isEmpty() ? sum : MISSING;
    }

    String explainMissing(ObservedPod pod) {
        String what = container.isEmpty() ? "a container" : "container " + container;
        return "pod " + pod.name() + " has no request for " + resource + " in " + what
                + "; a Utilization target needs one";
    }
}
