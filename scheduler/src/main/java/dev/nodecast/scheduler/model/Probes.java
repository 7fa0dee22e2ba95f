package dev.nodecast.scheduler.model;

import org.jspecify.annotations.Nullable;

/**
 * The probes of a container; null where there is none.
 *
 * @param startup until it succeeds the others do not run
 * @param readiness while it fails the pod gets no traffic and does not count as ready
 * @param liveness when it fails the container is restarted
 */
public record Probes(
        @Nullable Probe startup,
        @Nullable Probe readiness,
        @Nullable Probe liveness) {

    /** No probes: ready as soon as it runs. */
    public static final Probes NONE = new Probes(null, null, null);

    /**
     * When a probe runs and what its results mean; Kubernetes' defaults are filled in.
     *
     * @param initialDelaySeconds from the container's start to the first run
     * @param periodSeconds between runs
     * @param timeoutSeconds after which a run has failed
     * @param successThreshold successes in a row that count as success
     * @param failureThreshold failures in a row that count as failure
     */
    public record Probe(
            int initialDelaySeconds,
            int periodSeconds,
            int timeoutSeconds,
            int successThreshold,
            int failureThreshold) {}
}
