package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pods that no filter can tell apart: those of one template. What is found out for one of them holds for all. */
final class PodShape {

    /** What filters look at. */
    record Key(String namespace, PodSpec spec, Labels labels, Optional<SimNode> onlyNode) {
        static Key of(SimPod pod) {
            return new Key(
                    pod.meta().namespace(), pod.spec(), pod.meta().labels(), Optional.ofNullable(pod.onlyNode()));
        }
    }

    private final Key key;
    private final @Nullable String device;
    private final boolean looksAtPods;

    /** The state of the cluster in which no node was found for it; -1 for none. */
    long failedAtVersion = -1;

    PodShape(Key key) {
        this.key = key;
        this.device = deviceOf(key.spec.requests());
        this.looksAtPods = !key.spec.affinity().requiredPods().isEmpty()
                || !key.spec.affinity().requiredAntiPods().isEmpty()
                || key.spec.topologySpread().stream().anyMatch(constraint -> constraint.required());
    }

    private static @Nullable String deviceOf(Resources requests) {
        for (String name : requests.names()) {
            if (name.indexOf('/') >= 0 && requests.get(name) > 0) {
                return name;
            }
        }
        return null;
    }

    PodSpec spec() {
        return key.spec;
    }

    Labels labels() {
        return key.labels;
    }

    String namespace() {
        return key.namespace;
    }

    /** The one node it may be on; null where it may be on any. */
    @Nullable
    SimNode onlyNode() {
        return key.onlyNode.orElse(null);
    }

    /** An extended resource that it asks for; null where it asks for none. */
    @Nullable
    String device() {
        return device;
    }

    /** Whether the pods that are there decide where it may go. */
    boolean looksAtPods() {
        return looksAtPods;
    }
}
