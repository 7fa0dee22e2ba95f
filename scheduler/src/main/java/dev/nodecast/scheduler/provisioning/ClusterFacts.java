package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Namespace;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What rounds ask about all pods of a cluster, found out once per version of its state. */
@LookupOnly("selected, volumeUse: asked for one key at a time; the lists of pods have the order of the cluster")
final class ClusterFacts {

    final ClusterState cluster;
    final long version;
    /** The pods that daemonsets make, in the order of their keys; without those that ask for devices by claim. */
    final List<PodSpec> daemons;

    private final Map<PodSelection, List<Pod>> selected = new HashMap<>();
    private final IdentityHashMap<StateNode, VolumeUse> volumeUse = new IdentityHashMap<>();
    private final VolumeTopology volumes;

    /** @param before what was found out last; what is as it was stays the same object */
    ClusterFacts(ClusterState cluster, @Nullable ClusterFacts before) {
        this.cluster = cluster;
        this.version = cluster.version();
        this.volumes = new VolumeTopology(cluster.storage());
        List<PodSpec> current = daemons(cluster);
        this.daemons = before != null && before.daemons.equals(current) ? before.daemons : current;
    }

    private static List<PodSpec> daemons(ClusterState cluster) {
        List<PodSpec> daemons = new ArrayList<>();
        for (DaemonSet daemonSet : cluster.daemonSets()) {
            PodSpec next = DaemonPods.next(daemonSet, cluster.newestPodOf(daemonSet));
            if (!next.attachments().devices()) {
                daemons.add(next);
            }
        }
        return daemons;
    }

    /** Where the pods' volumes can be attached. */
    VolumeTopology volumes() {
        return volumes;
    }

    /** What is attached to a node; null where nothing limits that. */
    @Nullable
    VolumeUse volumeUse(StateNode state) {
        Node node = state.node();
        if (node == null || !cluster.storage().limitsVolumes()) {
            return null;
        }
        SortedMap<String, Integer> limits = cluster.storage().limits(node.name());
        return limits.isEmpty() ? null : volumeUse.computeIfAbsent(state, _ -> attached(state, limits));
    }

    private VolumeUse attached(StateNode state, SortedMap<String, Integer> limits) {
        VolumeUse use = new VolumeUse(limits);
        for (Pod pod : state.pods()) {
            if (!pod.spec().attachments().claims().isEmpty()) {
                use = use.with(volumes.byDriver(pod));
            }
        }
        return use;
    }

    boolean describes(ClusterState state) {
        return cluster == state && version == state.version();
    }

    /** Bound pods of a selection that are neither done nor being deleted, on nodes that are known. */
    List<Pod> running(PodSelection selection) {
        return selected.computeIfAbsent(
                selection,
                wanted -> cluster.pods().stream()
                        .filter(pod -> pod.nodeName() != null
                                && !pod.terminal()
                                && !pod.meta().deleting())
                        .filter(wanted::selects)
                        .filter(pod -> nodeOf(pod) != null)
                        .toList());
    }

    /** The state of the node a pod is bound to, null where there is no such node. */
    @Nullable
    StateNode nodeOf(Pod pod) {
        StateNode state = pod.nodeName() == null ? null : cluster.ofNode(pod.nodeName());
        return state == null || state.node() == null ? null : state;
    }

    /** The namespaces a term speaks of; those that no pod is in are not known. */
    SortedSet<String> namespaces(String own, Affinity.PodTerm term) {
        LabelSelector selector = term.namespaceSelector();
        SortedSet<String> named = new TreeSet<>(term.namespaces());
        if (selector == null) {
            if (named.isEmpty()) {
                named.add(own);
            }
            return named;
        }
        for (Namespace namespace : cluster.namespaces()) {
            if (selector.matches(namespace.labels())) {
                named.add(namespace.name());
            }
        }
        return named;
    }
}
