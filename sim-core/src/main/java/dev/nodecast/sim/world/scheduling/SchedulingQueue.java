package dev.nodecast.sim.world.scheduling;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * kube-scheduler's queues: pods to try now, pods in back-off (1 s, doubling to 10 s, from their last attempt), and pods
 * that wait for a change which could help them.
 */
final class SchedulingQueue {

    private static final long FIRST_BACKOFF_NS = Seconds.NS;
    private static final long LAST_BACKOFF_NS = 10 * Seconds.NS;

    private final Simulation simulation;
    private final Runnable activated;
    private final Map<PodShape.Key, PodShape> shapes = new LinkedHashMap<>();
    private final Map<SimPod, Entry> entries = new LinkedHashMap<>();
    private final TreeSet<Entry> active = new TreeSet<>(
            Comparator.comparingInt((Entry e) -> -e.pod.spec().priority()).thenComparingLong(e -> e.turn));
    private final Map<PodShape, Set<Entry>> unschedulable = new LinkedHashMap<>();
    private long turns;

    /** A pod that waits for a node. */
    static final class Entry {
        final SimPod pod;
        final PodShape shape;

        /** Pods that were deleted to make room for it. */
        List<SimPod> victims = List.of();

        private long turn;
        private int attempts;
        private long lastAttemptNs;

        Entry(SimPod pod, PodShape shape) {
            this.pod = pod;
            this.shape = shape;
        }
    }

    /** @param activated called whenever a pod has become due */
    SchedulingQueue(Simulation simulation, Runnable activated) {
        this.simulation = simulation;
        this.activated = activated;
    }

    void add(SimPod pod) {
        PodShape shape = shapes.computeIfAbsent(PodShape.Key.of(pod), PodShape::new);
        Entry entry = new Entry(pod, shape);
        entries.put(pod, entry);
        activate(entry);
    }

    void remove(SimPod pod) {
        Entry entry = entries.remove(pod);
        if (entry != null) {
            active.remove(entry);
            Set<Entry> waiting = unschedulable.get(entry.shape);
            if (waiting != null) {
                waiting.remove(entry);
            }
            if (entry.shape.onlyNode() != null) {
                shapes.remove(PodShape.Key.of(pod));
                unschedulable.remove(entry.shape);
            }
        }
    }

    /** The next pod to try; null when none is due. */
    @Nullable
    Entry next() {
        Entry entry = active.pollFirst();
        if (entry != null) {
            entry.attempts++;
            entry.lastAttemptNs = simulation.now();
        }
        return entry;
    }

    /** No node was found for the pod: it waits for a change. */
    void failed(Entry entry) {
        unschedulable.computeIfAbsent(entry.shape, _ -> new LinkedHashSet<>()).add(entry);
    }

    /** Shapes of which pods wait for a change. */
    Collection<PodShape> waitingShapes() {
        List<PodShape> waiting = new ArrayList<>();
        unschedulable.forEach((shape, pods) -> {
            if (!pods.isEmpty()) {
                waiting.add(shape);
            }
        });
        return waiting;
    }

    /** A change could help pods of the shape: they are tried again once their back-off is over. */
    void retry(PodShape shape) {
        Set<Entry> waiting = unschedulable.remove(shape);
        if (waiting != null) {
            waiting.forEach(this::afterBackoff);
        }
    }

    private void afterBackoff(Entry entry) {
        int doublings = Math.min(10, entry.attempts - 1);
        long backoffNs = Math.min(LAST_BACKOFF_NS, FIRST_BACKOFF_NS << doublings);
        long dueNs = entry.lastAttemptNs + backoffNs;
        if (dueNs <= simulation.now()) {
            activate(entry);
        } else {
            simulation.scheduleAt(dueNs, () -> activate(entry));
        }
    }

    private void activate(Entry entry) {
        if (entries.get(entry.pod) == entry) {
            entry.turn = turns++;
            active.add(entry);
            activated.run();
        }
    }
}
