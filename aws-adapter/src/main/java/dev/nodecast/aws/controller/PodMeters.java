package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.port.Observation;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long pods take until they are bound and until they are ready, from their creation and from the first plan that had a place for
 * them (Karpenter {@code pkg/controllers/metrics/pod}). Measured when it is seen, of pods that were seen pending: the times that
 * conditions bear are not part of the model.
 */
final class PodMeters {

    private final Map<ObjectKey, Waiting> waiting = new HashMap<>();
    private final Timer bound;
    private final Timer started;
    private final Timer plannedBound;
    private final Timer plannedStarted;

    private static final class Waiting {
        private final long createdNs;
        private @Nullable Long plannedNs;
        private boolean bound;

        Waiting(Pod pod) {
            createdNs = pod.meta().createdNs();
            bound = pod.nodeName() != null;
        }
    }

    /** @param timers by what the name has after {@code karpenter.pods.} */
    PodMeters(Function<String, Timer> timers) {
        bound = timers.apply("bound.duration");
        started = timers.apply("startup.duration");
        plannedBound = timers.apply("provisioning.bound.duration");
        plannedStarted = timers.apply("provisioning.startup.duration");
    }

    void observed(long nowNs, Observation observation) {
        switch (observation) {
            case Observation.PodObserved seen -> seen(nowNs, seen.pod());
            case Observation.PodGone gone -> waiting.remove(gone.key());
            default -> {}
        }
    }

    void planned(long nowNs, Note.Nominated nominated) {
        Waiting pod = waiting.get(nominated.pod());
        if (pod != null && pod.plannedNs == null) {
            pod.plannedNs = nowNs;
        }
    }

    private void seen(long nowNs, Pod pod) {
        if (pod.phase() == Pod.Phase.PENDING) {
            waiting.computeIfAbsent(pod.key(), _ -> new Waiting(pod));
        }
        Waiting known = waiting.get(pod.key());
        if (known == null) {
            return;
        }
        if (pod.nodeName() != null && !known.bound) {
            known.bound = true;
            record(bound, plannedBound, known, nowNs);
        }
        if (pod.terminal()) {
            waiting.remove(pod.key());
        } else if (pod.phase() == Pod.Phase.RUNNING && pod.ready()) {
            waiting.remove(pod.key());
            record(started, plannedStarted, known, nowNs);
        }
    }

    private static void record(Timer fromCreation, Timer fromPlan, Waiting pod, long nowNs) {
        fromCreation.record(Duration.ofNanos(Math.max(0, nowNs - pod.createdNs)));
        Long plannedNs = pod.plannedNs;
        if (plannedNs != null) {
            fromPlan.record(Duration.ofNanos(Math.max(0, nowNs - plannedNs)));
        }
    }
}
