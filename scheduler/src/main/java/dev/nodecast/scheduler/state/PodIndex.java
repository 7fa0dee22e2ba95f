package dev.nodecast.scheduler.state;

import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds among all pods those that plans ask for by kind, kept up with every change. */
final class PodIndex {

    private final Map<ObjectKey, Pod> repelling = new LinkedHashMap<>();
    private final Map<ObjectKey, Map<ObjectKey, Pod>> daemons = new LinkedHashMap<>();
    private final SortedMap<String, Integer> podsByNamespace = new TreeMap<>();

    void see(Pod pod, @Nullable Pod before) {
        if (before == null) {
            podsByNamespace.merge(pod.meta().namespace(), 1, Integer::sum);
        }
        boolean repels = !pod.terminal()
                && pod.nodeName() != null
                && !pod.spec().affinity().requiredAntiPods().isEmpty();
        if (repels) {
            repelling.put(pod.key(), pod);
        } else {
            repelling.remove(pod.key());
        }
        ObjectKey owner = daemonSetOf(pod);
        if (owner != null) {
            daemons.computeIfAbsent(owner, _ -> new LinkedHashMap<>()).put(pod.key(), pod);
        }
    }

    void forget(Pod pod) {
        repelling.remove(pod.key());
        podsByNamespace.computeIfPresent(pod.meta().namespace(), (_, n) -> n == 1 ? null : n - 1);
        ObjectKey owner = daemonSetOf(pod);
        Map<ObjectKey, Pod> own = owner == null ? null : daemons.get(owner);
        if (own != null) {
            own.remove(pod.key());
        }
    }

    private static @Nullable ObjectKey daemonSetOf(Pod pod) {
        return pod.meta().owner() != null && pod.meta().ownedBy("DaemonSet")
                ? ObjectKey.of(pod.meta().namespace(), pod.meta().owner().name())
                : null;
    }

    Collection<Pod> repelling() {
        return Collections.unmodifiableCollection(repelling.values());
    }

    @Nullable
    Pod newestOf(DaemonSet daemonSet) {
        Pod newest = null;
        for (Pod pod : daemons.getOrDefault(daemonSet.meta().key(), Map.of()).values()) {
            if (newest == null || pod.meta().createdNs() > newest.meta().createdNs()) {
                newest = pod;
            }
        }
        return newest;
    }

    SortedSet<String> namespaces() {
        return new TreeSet<>(podsByNamespace.keySet());
    }
}
