package dev.nodecast.scheduler.clusterautoscaler;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster as one loop imagines it: what is free on each node, with pods moved about in thought. */
final class Rooms {

    private final Map<String, Room> rooms = new LinkedHashMap<>();

    private static final class Room {
        final Labels labels;
        final List<Taint> taints;
        Resources free;

        Room(Labels labels, List<Taint> taints, Resources free) {
            this.labels = labels;
            this.taints = taints;
            this.free = free;
        }

        boolean takes(PodSpec spec) {
            return spec.requests().fitsIn(free) && PodFit.accepts(spec, labels, taints);
        }
    }

    /** A node, its promised room where it is still coming up. */
    void add(String node, Labels labels, List<Taint> taints, Resources free) {
        rooms.put(node, new Room(labels, taints, free));
    }

    void remove(String node) {
        rooms.remove(node);
    }

    /** Puts a pod onto the first node that takes it; whether there is one. */
    boolean place(Pod pod) {
        for (Room room : rooms.values()) {
            if (room.takes(pod.spec())) {
                room.free = room.free.minus(pod.spec().requests());
                return true;
            }
        }
        return false;
    }

    /** Puts all pods onto nodes other than their own, or none of them; whether it did. */
    boolean moveAll(String from, List<Pod> pods) {
        Map<Room, Resources> before = new LinkedHashMap<>();
        for (Pod pod : pods) {
            Optional<Room> target = elsewhere(from, pod);
            if (target.isEmpty()) {
                before.forEach((room, free) -> room.free = free);
                return false;
            }
            Room room = target.get();
            before.putIfAbsent(room, room.free);
            room.free = room.free.minus(pod.spec().requests());
        }
        return true;
    }

    private Optional<Room> elsewhere(String from, Pod pod) {
        for (Map.Entry<String, Room> entry : rooms.entrySet()) {
            if (!entry.getKey().equals(from) && entry.getValue().takes(pod.spec())) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /** The pods that find no place, the others being placed. */
    List<Pod> withoutPlace(List<Pod> pods) {
        List<Pod> left = new ArrayList<>();
        for (Pod pod : pods) {
            if (!place(pod)) {
                left.add(pod);
            }
        }
        return left;
    }
}
