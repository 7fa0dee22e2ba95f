package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * kube-scheduler's queues (Kubernetes 1.33 and later): pods to try now, by priority and the time of their last try; pods in
 * back-off (1 s, doubling to 10 s), which are tried as soon as nothing else is to be done; pods that failed because there
 * was no node, which do wait for the end of their back-off; and pods that wait for an event that is worth a try. Back-offs
 * end at whole seconds of the clock. Whoever has waited for five minutes is tried at the next half minute.
 */
final class SchedulingQueue {

    private static final long FIRST_BACKOFF_NS = Seconds.NS;
    private static final long LAST_BACKOFF_NS = 10 * Seconds.NS;
    private static final long LONGEST_WAIT_NS = 300 * Seconds.NS;
    private static final long FLUSH_NS = 30 * Seconds.NS;

    private static final Comparator<Entry> ORDER = Comparator.comparingInt(
                    (Entry e) -> -e.pod.spec().priority())
            .thenComparingLong(e -> e.triedNs)
            .thenComparingLong(e -> e.turn);

    private final Simulation simulation;
    private final Clock clock;
    private final Runnable activated;
    private final Map<PodShape.Key, PodShape> shapes = new LinkedHashMap<>();
    private final Map<SimPod, Entry> entries = new LinkedHashMap<>();
    private final TreeSet<Entry> active = new TreeSet<>(ORDER);
    private final TreeSet<Entry> backingOff = new TreeSet<>(
            Comparator.comparingLong((Entry e) -> e.backoffUntilNs).thenComparing(ORDER));
    private final Map<Refused, Set<Entry>> unschedulable = new LinkedHashMap<>();
    private boolean flushPlanned;
    private long turns;

    /** Pods of one shape that the same filters refused. */
    private record Refused(PodShape shape, int plugins) {}

    /** A pod that waits for a node. */
    static final class Entry {
        final SimPod pod;
        final PodShape shape;

        /** Pods that were deleted to make room for it. */
        List<SimPod> victims = List.of();

        /** The node where room was made for it. */
        @Nullable
        SimNode nominated;

        private final long turn;
        private long triedNs;
        private long backoffUntilNs;
        private int refusals;
        private int errors;
        private int refusedBy;

        Entry(SimPod pod, PodShape shape, long turn) {
            this.pod = pod;
            this.shape = shape;
            this.turn = turn;
        }
    }

    /** @param activated called whenever a pod has become due */
    SchedulingQueue(Simulation simulation, Clock clock, Runnable activated) {
        this.simulation = simulation;
        this.clock = clock;
        this.activated = activated;
    }

    /** A pod has come. One with scheduling gates is not looked at. */
    void add(SimPod pod) {
        PodShape shape = shapes.computeIfAbsent(PodShape.Key.of(pod), PodShape::new);
        Entry entry = new Entry(pod, shape, turns++);
        entry.triedNs = simulation.now();
        if (pod.spec().schedulingGates().isEmpty()) {
            entries.put(pod, entry);
            activate(entry);
        }
    }

    /** The pod does not wait any more. Returns its entry, null where it did not wait. */
    @Nullable
    Entry remove(SimPod pod) {
        Entry entry = entries.remove(pod);
        if (entry == null) {
            return null;
        }
        active.remove(entry);
        backingOff.remove(entry);
        Refused refused = new Refused(entry.shape, entry.refusedBy);
        Set<Entry> waiting = unschedulable.get(refused);
        if (waiting != null && waiting.remove(entry) && waiting.isEmpty()) {
            unschedulable.remove(refused);
        }
        if (entry.shape.onlyNode() != null) {
            shapes.remove(PodShape.Key.of(pod));
        }
        return entry;
    }

    /** The next pod to try; null when none is due. */
    @Nullable
    Entry next() {
        Entry entry = active.pollFirst();
        return entry == null ? backingOff.pollFirst() : entry;
    }

    /** No node was found for the pod. */
    void failed(Entry entry, Rejection rejection) {
        entry.triedNs = simulation.now();
        entry.refusedBy = rejection.plugins();
        if (rejection.plugins() == 0) {
            entry.errors++;
            entry.backoffUntilNs = backoffEndNs(entry.triedNs, entry.errors);
            simulation.scheduleAt(entry.backoffUntilNs, () -> activate(entry));
            return;
        }
        entry.errors = 0;
        entry.refusals++;
        entry.backoffUntilNs = backoffEndNs(entry.triedNs, entry.refusals);
        unschedulable
                .computeIfAbsent(new Refused(entry.shape, rejection.plugins()), _ -> new LinkedHashSet<>())
                .add(entry);
        planFlush();
    }

    private long backoffEndNs(long fromNs, int failures) {
        long backoffNs = Math.min(LAST_BACKOFF_NS, FIRST_BACKOFF_NS << Math.min(10, failures - 1));
        return clock.wholeSecondNs(fromNs + backoffNs) + Seconds.NS;
    }

    /** Something has happened: pods for which it is worth a try are tried again. */
    void happened(ClusterEvent event) {
        if (unschedulable.isEmpty()) {
            return;
        }
        List<Refused> worth = new ArrayList<>();
        for (Refused refused : unschedulable.keySet()) {
            if (QueueingHints.worth(refused.shape, refused.plugins, event)) {
                worth.add(refused);
            }
        }
        for (Refused refused : worth) {
            Set<Entry> waiting = unschedulable.remove(refused);
            if (waiting != null) {
                waiting.forEach(this::again);
            }
        }
    }

    private void again(Entry entry) {
        if (entry.backoffUntilNs <= simulation.now()) {
            activate(entry);
        } else {
            backingOff.add(entry);
            activated.run();
        }
    }

    private void activate(Entry entry) {
        if (entries.get(entry.pod) == entry) {
            active.add(entry);
            activated.run();
        }
    }

    private void planFlush() {
        if (!flushPlanned) {
            flushPlanned = true;
            simulation.schedule(FLUSH_NS - simulation.now() % FLUSH_NS, this::flush);
        }
    }

    private void flush() {
        flushPlanned = false;
        List<Entry> late = new ArrayList<>();
        for (Set<Entry> waiting : unschedulable.values()) {
            for (Entry entry : waiting) {
                if (simulation.now() - entry.triedNs > LONGEST_WAIT_NS) {
                    late.add(entry);
                }
            }
        }
        late.forEach(this::leaveUnschedulable);
        if (!unschedulable.isEmpty()) {
            planFlush();
        }
    }

    private void leaveUnschedulable(Entry entry) {
        Refused refused = new Refused(entry.shape, entry.refusedBy);
        Set<Entry> waiting = unschedulable.get(refused);
        if (waiting != null && waiting.remove(entry)) {
            if (waiting.isEmpty()) {
                unschedulable.remove(refused);
            }
            again(entry);
        }
    }
}
