package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What rounds ask about all pods of a cluster, found out once per version of its state. */
@LookupOnly("selected: asked for one selection at a time; the lists of pods have the order of the cluster")
final class ClusterFacts {

    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    final ClusterState cluster;
    final long version;
    /** The pods that daemonsets make, in the order of their keys. */
    final List<PodSpec> daemons = new ArrayList<>();

    private final Map<PodSelection, List<Pod>> selected = new HashMap<>();

    ClusterFacts(ClusterState cluster) {
        this.cluster = cluster;
        this.version = cluster.version();
        for (DaemonSet daemonSet : cluster.daemonSets()) {
            daemons.add(DaemonPods.next(daemonSet, cluster.newestPodOf(daemonSet)));
        }
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
        for (String namespace : cluster.namespaces()) {
            if (selector.matches(Labels.of(NAMESPACE_NAME, namespace))) {
                named.add(namespace);
            }
        }
        return named;
    }
}
