package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.sim.world.cluster.NodeFit;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.List;
import java.util.Objects;

/**
 * Whether an event is worth another try of pods that certain filters refused (the {@code QueueingHintFn}s of the in-tree
 * plug-ins, Kubernetes 1.37): each filter looks at the event on its own, and one that sees a chance is enough, whatever the
 * others would say. A node that a filter refuses is a new chance for another, so that a node that comes is tried more than
 * once while it becomes ready.
 */
final class QueueingHints {

    private QueueingHints() {}

    /** @param rejectors the filters that refused a node at the last try */
    static boolean worth(PodShape shape, int rejectors, ClusterEvent event) {
        return switch (event) {
            case ClusterEvent.NodeAdded(SimNode node) ->
                concerns(shape, node) && nodeAdded(shape, rejectors, node.observed());
            case ClusterEvent.NodeUpdated(SimNode node, Node before) ->
                concerns(shape, node) && nodeUpdated(shape, rejectors, before, node.observed());
            case ClusterEvent.NodeRemoved(SimNode node) ->
                Plugin.POD_TOPOLOGY_SPREAD.in(rejectors) && inDomains(shape, node.observed());
            case ClusterEvent.PodBound(SimPod pod) -> podBound(shape, rejectors, pod);
            case ClusterEvent.PodRemoved(SimPod pod) -> podRemoved(shape, rejectors, pod);
        };
    }

    private static boolean concerns(PodShape shape, SimNode node) {
        return shape.onlyNode() == null || shape.onlyNode() == node;
    }

    private static boolean nodeAdded(PodShape shape, int rejectors, Node node) {
        PodSpec spec = shape.spec();
        return (Plugin.NODE_UNSCHEDULABLE.in(rejectors) && !node.unschedulable())
                || (Plugin.TAINT_TOLERATION.in(rejectors) && NodeFit.toleratesTaints(spec, node))
                || (Plugin.NODE_AFFINITY.in(rejectors) && NodeFit.selects(spec, node))
                || (Plugin.NODE_RESOURCES_FIT.in(rejectors) && spec.requests().fitsIn(node.allocatable()))
                || Plugin.NODE_PORTS.in(rejectors)
                || Plugin.VOLUME_BINDING.in(rejectors)
                || Plugin.NODE_VOLUME_LIMITS.in(rejectors)
                || (Plugin.POD_TOPOLOGY_SPREAD.in(rejectors) && inDomains(shape, node))
                || (Plugin.INTER_POD_AFFINITY.in(rejectors) && newNeighbourhood(spec.affinity(), node));
    }

    private static boolean nodeUpdated(PodShape shape, int rejectors, Node before, Node now) {
        PodSpec spec = shape.spec();
        boolean taints = !before.taints().equals(now.taints());
        boolean cordon = before.unschedulable() != now.unschedulable(); // a taint too, in a cluster
        boolean labels = !before.meta().labels().equals(now.meta().labels());
        return (Plugin.NODE_UNSCHEDULABLE.in(rejectors) && before.unschedulable() && !now.unschedulable())
                || (taints
                        && Plugin.TAINT_TOLERATION.in(rejectors)
                        && !NodeFit.toleratesTaints(spec, before)
                        && NodeFit.toleratesTaints(spec, now))
                || (labels
                        && Plugin.NODE_AFFINITY.in(rejectors)
                        && !NodeFit.selects(spec, before)
                        && NodeFit.selects(spec, now))
                || (Plugin.NODE_RESOURCES_FIT.in(rejectors)
                        && offersMore(spec.requests(), before.allocatable(), now.allocatable())
                        && spec.requests().fitsIn(now.allocatable()))
                || (labels && Plugin.VOLUME_BINDING.in(rejectors))
                || ((labels || taints || cordon)
                        && Plugin.POD_TOPOLOGY_SPREAD.in(rejectors)
                        && otherDomains(shape, before, now, taints || cordon))
                || (labels
                        && Plugin.INTER_POD_AFFINITY.in(rejectors)
                        && otherNeighbourhood(
                                spec.affinity(),
                                before.meta().labels(),
                                now.meta().labels()));
    }

    /** Whether there is more of what is asked for, or for more pods. */
    private static boolean offersMore(Resources requests, Resources before, Resources now) {
        if (before.equals(now)) {
            return false;
        }
        for (String name : requests.names()) {
            if (requests.get(name) > 0 && now.get(name) > before.get(name)) {
                return true;
            }
        }
        return now.get(Resources.PODS) > before.get(Resources.PODS);
    }

    /** Whether the node is in a domain of each of the pod's required spread constraints. */
    private static boolean inDomains(PodShape shape, Node node) {
        for (TopologySpreadConstraint constraint : shape.spec().topologySpread()) {
            if (constraint.required() && !node.meta().labels().has(constraint.topologyKey())) {
                return false;
            }
        }
        return true;
    }

    private static boolean otherDomains(PodShape shape, Node before, Node now, boolean taints) {
        if (inDomains(shape, before) != inDomains(shape, now)) {
            return true;
        }
        return inDomains(shape, now)
                && (taints
                        || shape.spec().topologySpread().stream()
                                .anyMatch(constraint -> constraint.required()
                                        && moved(
                                                constraint.topologyKey(),
                                                before.meta().labels(),
                                                now.meta().labels())));
    }

    /** A pod that only others' anti-affinity keeps away gains nothing. */
    private static boolean newNeighbourhood(Affinity affinity, Node node) {
        return !affinity.requiredAntiPods().isEmpty()
                || affinity.requiredPods().stream()
                        .anyMatch(term -> node.meta().labels().has(term.topologyKey()));
    }

    private static boolean otherNeighbourhood(Affinity affinity, Labels before, Labels now) {
        return anyMoved(affinity.requiredPods(), before, now, now)
                || anyMoved(affinity.requiredAntiPods(), before, now, before);
    }

    /** @param needed the labels that must have the key: to be near others it must be there now, to be apart it was before */
    private static boolean anyMoved(List<PodTerm> terms, Labels before, Labels now, Labels needed) {
        return terms.stream()
                .anyMatch(term -> needed.has(term.topologyKey()) && moved(term.topologyKey(), before, now));
    }

    private static boolean moved(String topologyKey, Labels before, Labels now) {
        return !Objects.equals(before.get(topologyKey), now.get(topologyKey));
    }

    private static boolean podBound(PodShape shape, int rejectors, SimPod pod) {
        return (Plugin.POD_TOPOLOGY_SPREAD.in(rejectors) && shape.spreadsOver(pod))
                || (Plugin.INTER_POD_AFFINITY.in(rejectors) && shape.isDrawnTo(pod));
    }

    private static boolean podRemoved(PodShape shape, int rejectors, SimPod pod) {
        return Plugin.NODE_RESOURCES_FIT.in(rejectors)
                || (Plugin.NODE_PORTS.in(rejectors) && HostPorts.collide(shape.spec(), pod.spec()))
                || (Plugin.NODE_VOLUME_LIMITS.in(rejectors)
                        && !pod.spec().attachments().claims().isEmpty())
                || (Plugin.POD_TOPOLOGY_SPREAD.in(rejectors) && shape.spreadsOver(pod))
                || (Plugin.INTER_POD_AFFINITY.in(rejectors) && shape.isKeptApartFrom(pod));
    }
}
