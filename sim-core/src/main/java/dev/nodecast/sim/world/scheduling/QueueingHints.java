package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.sim.world.cluster.NodeFit;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;

/**
 * Whether an event is worth another try of pods that certain filters refused (the {@code QueueingHint}s of the in-tree
 * plug-ins): each filter looks at the event on its own, and one that sees a chance is enough.
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
            case ClusterEvent.NodeRemoved() -> Plugin.POD_TOPOLOGY_SPREAD.in(rejectors);
            case ClusterEvent.PodBound(SimPod pod) -> neighbours(shape, rejectors, pod);
            case ClusterEvent.PodRemoved(SimPod pod) ->
                Plugin.NODE_RESOURCES_FIT.in(rejectors)
                        || Plugin.NODE_PORTS.in(rejectors)
                        || Plugin.NODE_VOLUME_LIMITS.in(rejectors)
                        || neighbours(shape, rejectors, pod);
        };
    }

    private static boolean concerns(PodShape shape, SimNode node) {
        return shape.onlyNode() == null || shape.onlyNode() == node;
    }

    private static boolean nodeAdded(PodShape shape, int rejectors, Node node) {
        PodSpec spec = shape.spec();
        return (Plugin.NODE_UNSCHEDULABLE.in(rejectors) && NodeFit.schedulable(spec, node))
                || (Plugin.TAINT_TOLERATION.in(rejectors) && NodeFit.toleratesTaints(spec, node))
                || (Plugin.NODE_AFFINITY.in(rejectors) && NodeFit.selects(spec, node))
                || (Plugin.NODE_RESOURCES_FIT.in(rejectors) && spec.requests().fitsIn(node.allocatable()))
                || Plugin.NODE_PORTS.in(rejectors)
                || Plugin.VOLUME_BINDING.in(rejectors)
                || Plugin.NODE_VOLUME_LIMITS.in(rejectors)
                || Plugin.POD_TOPOLOGY_SPREAD.in(rejectors)
                || Plugin.INTER_POD_AFFINITY.in(rejectors);
    }

    private static boolean nodeUpdated(PodShape shape, int rejectors, Node before, Node now) {
        PodSpec spec = shape.spec();
        boolean taints = !before.taints().equals(now.taints()) || before.unschedulable() != now.unschedulable();
        boolean labels = !before.meta().labels().equals(now.meta().labels());
        boolean allocatable = !before.allocatable().equals(now.allocatable());
        boolean looksAtPods = Plugin.POD_TOPOLOGY_SPREAD.in(rejectors) || Plugin.INTER_POD_AFFINITY.in(rejectors);
        return (taints
                        && Plugin.NODE_UNSCHEDULABLE.in(rejectors)
                        && !NodeFit.schedulable(spec, before)
                        && NodeFit.schedulable(spec, now))
                || (taints
                        && Plugin.TAINT_TOLERATION.in(rejectors)
                        && !NodeFit.toleratesTaints(spec, before)
                        && NodeFit.toleratesTaints(spec, now))
                || (labels
                        && Plugin.NODE_AFFINITY.in(rejectors)
                        && !NodeFit.selects(spec, before)
                        && NodeFit.selects(spec, now))
                || (allocatable
                        && Plugin.NODE_RESOURCES_FIT.in(rejectors)
                        && !now.allocatable().fitsIn(before.allocatable())
                        && spec.requests().fitsIn(now.allocatable()))
                || (labels && Plugin.VOLUME_BINDING.in(rejectors))
                || ((labels || taints) && looksAtPods);
    }

    private static boolean neighbours(PodShape shape, int rejectors, SimPod pod) {
        return (Plugin.POD_TOPOLOGY_SPREAD.in(rejectors) && shape.spreadsOver(pod))
                || (Plugin.INTER_POD_AFFINITY.in(rejectors) && shape.hasTermsAbout(pod));
    }
}
