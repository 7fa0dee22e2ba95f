package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the autoscaler sees of a pod that its target's selector lists. It changes only with the pod's status, so a
 * caller can keep it between syncs.
 *
 * @param name the pod's name, the key of its metrics
 * @param phase {@code status.phase}
 * @param readiness status of the condition Ready
 * @param startTimeNs {@code status.startTime}; null before the kubelet has seen the pod
 * @param readyTransitionNs last change of the condition Ready; null when it has none
 * @param deleting whether the pod has a deletion timestamp
 * @param requests where its resource requests come from
 */
public record ObservedPod(
        String name,
        Phase phase,
        Readiness readiness,
        @Nullable Long startTimeNs,
        @Nullable Long readyTransitionNs,
        boolean deleting,
        Requests requests) {

    /** A pod's phase. */
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        UNKNOWN
    }

    /** Status of a pod's condition Ready. */
    public enum Readiness {
        ABSENT,
        TRUE,
        FALSE,
        UNKNOWN
    }

    /**
     * A pod's resource requests in milli-units (cores, bytes).
     *
     * @param podLevel requests of the pod as a whole ({@code spec.resources}); null when it has none
     * @param containers its containers and restartable init containers in order
     */
    public record Requests(@Nullable Map<String, Long> podLevel, List<Container> containers) {

        /** Requests of a pod of which nothing but readiness matters. */
        public static final Requests NONE = new Requests(null, List.of());

        /** Requests of a pod with one container. */
        public static Requests ofContainer(String name, Map<String, Long> requestsMilli) {
            return new Requests(null, List.of(new Container(name, requestsMilli)));
        }
    }

    /** One container's requests in milli-units by resource name. */
    public record Container(String name, Map<String, Long> requestsMilli) {}

    /** Whether it runs and is ready, what a Value target counts. */
    public boolean isReady() {
        return phase == Phase.RUNNING && readiness == Readiness.TRUE;
    }
}
