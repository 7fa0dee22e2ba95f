package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.provisioning.VirtualPods;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the virtual pods of the cluster's CapacityBuffers: a buffer is looked at when it, or the PodTemplate that it refers
 * to, changes, and every 30 s, which is when it follows the replicas of its workload. Karpenter's {@code capacitybuffer}
 * controller.
 */
final class CapacityBuffers {

    private static final long RECONCILE_NS = 30_000_000_000L;

    private final Map<ObjectKey, CapacityBuffer> buffers = new TreeMap<>();
    private final Map<Workload, PodTemplate> templates = new LinkedHashMap<>();
    private final Map<Workload, Integer> replicas = new LinkedHashMap<>();
    private final ClusterState state;
    private final Timers timers;
    private final Runnable planAnew;

    /** @param planAnew to be run when a buffer was looked at; places are planned again if anything has changed */
    CapacityBuffers(ClusterState state, Timers timers, Runnable planAnew) {
        this.state = state;
        this.timers = timers;
        this.planAnew = planAnew;
    }

    void see(CapacityBuffer buffer) {
        boolean known = buffers.put(buffer.key(), buffer) != null;
        reconcile(buffer);
        if (!known) {
            timers.after(RECONCILE_NS, () -> reconcileForEver(buffer.key()));
        }
    }

    /**
     * The buffer is no more, and its room is given up. Karpenter plans anew only when the next pod comes, and keeps the nodes
     * until then.
     */
    void forget(ObjectKey key) {
        buffers.remove(key);
        state.seeVirtualPods(key, List.of());
        planAnew.run();
    }

    void see(Observation.PodTemplateObserved template) {
        Workload owner = template.owner();
        templates.put(owner, template.template());
        if (owner.kind().equals(CapacityBuffer.Shape.POD_TEMPLATE)) {
            buffers.values().stream()
                    .filter(buffer -> owner.equals(reference(buffer)))
                    .toList()
                    .forEach(this::reconcile);
        }
    }

    void see(Observation.WorkloadObserved workload) {
        replicas.put(workload.workload(), workload.specReplicas());
    }

    private void reconcileForEver(ObjectKey key) {
        CapacityBuffer buffer = buffers.get(key);
        if (buffer != null) {
            timers.after(RECONCILE_NS, () -> reconcileForEver(key));
            reconcile(buffer);
        }
    }

    private void reconcile(CapacityBuffer buffer) {
        Workload reference = reference(buffer);
        PodTemplate template = reference == null ? null : templates.get(reference);
        if (reference == null || template == null) {
            state.seeVirtualPods(buffer.key(), List.of());
            return;
        }
        Integer scale = replicas.get(reference);
        int count =
                VirtualPods.count(buffer, template.spec(), scale == null ? OptionalInt.empty() : OptionalInt.of(scale));
        List<Pod> pods = VirtualPods.of(buffer, template, count);
        state.seeVirtualPods(buffer.key(), pods);
        planAnew.run();
    }

    private static @Nullable Workload reference(CapacityBuffer buffer) {
        CapacityBuffer.Shape shape = buffer.shape();
        return shape == null
                ? null
                : new Workload(shape.kind(), new ObjectKey(buffer.meta().namespace(), shape.name()));
    }
}
