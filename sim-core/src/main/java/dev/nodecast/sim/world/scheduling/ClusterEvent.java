package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;

/** Something that could make a pod schedulable. */
sealed interface ClusterEvent {

    record NodeAdded(SimNode node) implements ClusterEvent {}

    record NodeUpdated(SimNode node, Node before) implements ClusterEvent {}

    record NodeRemoved(SimNode node) implements ClusterEvent {}

    record PodBound(SimPod pod) implements ClusterEvent {}

    record PodRemoved(SimPod pod) implements ClusterEvent {}
}
