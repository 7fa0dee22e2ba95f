package dev.nodecast.scheduler.autoscaling;

import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.port.Observation.WorkloadObserved;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pods of workloads as autoscalers see them. */
final class TargetPods {

    private final Map<ObjectKey, Long> readyChanges = new LinkedHashMap<>();
    private final ClusterState state;

    TargetPods(ClusterState state) {
        this.state = state;
    }

    /** Remembers when a pod became ready or stopped to be. */
    void see(@Nullable Pod before, Pod pod, long nowNs) {
        if (before != null && before.ready() != pod.ready()) {
            readyChanges.put(pod.key(), nowNs);
        }
    }

    void forget(ObjectKey pod) {
        readyChanges.remove(pod);
    }

    int ready(WorkloadObserved workload) {
        return (int) of(workload).stream().filter(ObservedPod::isReady).count();
    }

    List<ObservedPod> of(WorkloadObserved workload) {
        List<ObservedPod> pods = new ArrayList<>();
        String namespace = workload.workload().key().namespace();
        for (Pod pod : state.pods()) {
            if (pod.meta().namespace().equals(namespace)
                    && workload.selector().matches(pod.meta().labels())) {
                pods.add(observed(pod));
            }
        }
        return pods;
    }

    private ObservedPod observed(Pod pod) {
        @Nullable Long started = pod.startedNs();
        ObservedPod.Readiness readiness = pod.ready() ? ObservedPod.Readiness.TRUE : ObservedPod.Readiness.FALSE;
        return new ObservedPod(
                pod.meta().name(),
                ObservedPod.Phase.valueOf(pod.phase().name()),
                readiness,
                started,
                readyChanges.getOrDefault(pod.key(), started),
                pod.meta().deleting(),
                PodRequests.of(pod.spec()));
    }
}
