package dev.nodecast.scheduler.model;

import java.util.List;

/** A node as it was observed. */
public record Node(
        ObjectMeta meta,
        String providerId,
        List<Taint> taints,
        boolean unschedulable,
        Resources capacity,
        Resources allocatable,
        boolean ready) {

    public Node {
        taints = List.copyOf(taints);
    }

    public String name() {
        return meta.name();
    }

    public boolean hasTaint(Taint taint) {
        for (Taint present : taints) {
            if (present.matches(taint)) {
                return true;
            }
        }
        return false;
    }

    public Node withMeta(ObjectMeta newMeta) {
        return new Node(newMeta, providerId, taints, unschedulable, capacity, allocatable, ready);
    }

    public Node withTaints(List<Taint> newTaints) {
        return new Node(meta, providerId, newTaints, unschedulable, capacity, allocatable, ready);
    }

    public Node withAllocatable(Resources newCapacity, Resources newAllocatable) {
        return new Node(meta, providerId, taints, unschedulable, newCapacity, newAllocatable, ready);
    }

    public Node withReady(boolean nowReady) {
        return new Node(meta, providerId, taints, unschedulable, capacity, allocatable, nowReady);
    }
}
