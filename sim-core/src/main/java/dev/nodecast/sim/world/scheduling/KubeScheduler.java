package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.cluster.ApiServer;
import dev.nodecast.sim.world.cluster.ClusterEvents;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.scheduling.SchedulingQueue.Entry;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * kube-scheduler with its default profile: takes pods by priority and age, filters and scores nodes, binds to the best,
 * and picks at random among equals. It works only when something has changed, and knows nothing of any autoscaler's
 * plans for a pod.
 */
public final class KubeScheduler implements ClusterEvents {

    private final Simulation simulation;
    private final ApiServer api;
    private final PlacementIndex index = new PlacementIndex();
    private final WorkloadCounts counts = new WorkloadCounts();
    private final PodAffinityScore podAffinity = new PodAffinityScore();
    private final Nominations nominations = new Nominations();
    private final PodNeighbourhood neighbourhood = new PodNeighbourhood(index::nodes);
    private final Filters filters;
    private final Preemption preemption;
    private final NodeSearch search;
    private final SchedulingQueue queue;
    private final Pace pace;
    private final Map<SimNode, Node> seen = new LinkedHashMap<>();
    private boolean cycleScheduled;

    /** Grows whenever something happens that could make room for a pod. */
    private long version;

    /**
     * What it looks at beside nodes and pods.
     *
     * @param clock the calendar, whose whole seconds back-offs end at
     * @param ties decides among nodes of the same score
     * @param pace how long each pod takes
     * @param protectedPods of pods that may have to go, in this order, those that disruption budgets would keep
     */
    public record Surroundings(
            Clock clock,
            RandomStream ties,
            Images images,
            Volumes volumes,
            UnaryOperator<List<SimPod>> protectedPods,
            Pace pace) {}

    /** How long it is busy with a pod, in nanoseconds. */
    public record Pace(LongSupplier bindNs, LongSupplier refuseNs) {}

    public KubeScheduler(Simulation simulation, ApiServer api, Surroundings surroundings) {
        this.simulation = simulation;
        this.api = api;
        this.pace = surroundings.pace;
        this.filters = new Filters(neighbourhood, nominations, surroundings.volumes);
        this.preemption = new Preemption(index, filters, nominations, surroundings.protectedPods);
        this.search = new NodeSearch(
                index, filters, new Scores(index, counts, podAffinity, surroundings.images), surroundings.ties);
        this.queue = new SchedulingQueue(simulation, surroundings.clock, this::cycleSoon);
    }

    @Override
    public void podCreated(SimPod pod) {
        queue.add(pod);
    }

    @Override
    public void podBound(SimPod pod) {
        SimNode node = pod.node();
        if (node == null) {
            return;
        }
        index.update(node);
        counts.add(pod);
        podAffinity.bound(pod);
        neighbourhood.bound(pod);
        preemption.bound(pod);
        queue.happened(new ClusterEvent.PodBound(pod));
    }

    @Override
    public void podDeleting(SimPod pod) {
        if (pod.node() == null) {
            forget(pod);
        } else if (!pod.gone()) {
            counts.remove(pod);
        }
    }

    @Override
    public void podGone(SimPod pod) {
        forget(pod);
        SimNode node = pod.node();
        if (node == null) {
            return;
        }
        if (!pod.deleting()) {
            counts.remove(pod);
        }
        podAffinity.gone(pod);
        neighbourhood.gone(pod);
        preemption.gone(pod);
        if (!node.gone()) {
            index.update(node);
        }
        version++;
        queue.happened(new ClusterEvent.PodRemoved(pod));
    }

    private void forget(SimPod pod) {
        Entry entry = queue.remove(pod);
        if (entry != null && entry.nominated != null) {
            nominations.nominate(entry, null);
            version++;
        }
    }

    @Override
    public void nodeAdded(SimNode node) {
        index.update(node);
        version++;
        seen.put(node, node.observed());
        queue.happened(new ClusterEvent.NodeAdded(node));
    }

    @Override
    public void nodeChanged(SimNode node) {
        index.update(node);
        version++;
        Node before = seen.put(node, node.observed());
        queue.happened(before == null ? new ClusterEvent.NodeAdded(node) : new ClusterEvent.NodeUpdated(node, before));
    }

    @Override
    public void nodeGone(SimNode node) {
        index.remove(node);
        counts.forget(node);
        seen.remove(node);
        version++;
        queue.happened(new ClusterEvent.NodeRemoved(node));
    }

    private void cycleSoon() {
        if (!cycleScheduled) {
            cycleScheduled = true;
            simulation.schedule(0, this::cycle);
        }
    }

    private void cycle() {
        cycleScheduled = false;
        long busyNs = 0;
        Entry entry = queue.next();
        while (entry != null) {
            busyNs = schedule(entry) ? pace.bindNs.getAsLong() : pace.refuseNs.getAsLong();
            entry = busyNs == 0 ? queue.next() : null;
        }
        if (busyNs > 0) {
            cycleScheduled = true;
            simulation.schedule(busyNs, this::cycle);
        }
    }

    /** Returns whether the pod was bound. */
    private boolean schedule(Entry entry) {
        SimNode node = nodeFor(entry);
        if (node != null) {
            nominations.nominate(entry, null);
            queue.remove(entry.pod);
            api.bind(entry.pod, node);
            return true;
        }
        Rejection rejection = rejection(entry.shape);
        queue.failed(entry, rejection);
        api.markUnschedulable(entry.pod, rejection.mark());
        preempt(entry);
        return false;
    }

    /** Where room was made for a pod it goes first. */
    private @Nullable SimNode nodeFor(Entry entry) {
        SimNode nominated = entry.nominated;
        if (nominated != null && !nominated.gone() && filters.feasible(entry, nominated)) {
            return nominated;
        }
        boolean hopeless = nominated == null && entry.shape.failedAtVersion == version && !entry.shape.looksAtPods();
        return hopeless ? null : search.best(entry);
    }

    private Rejection rejection(PodShape shape) {
        if (shape.failedAtVersion != version || shape.looksAtPods()) {
            shape.failedAtVersion = version;
            shape.rejection = index.size() == 0 ? Rejection.NO_NODES : filters.rejection(shape, index.nodes());
        }
        return shape.rejection;
    }

    /** Makes room by deleting pods of lower priority, unless pods that were deleted for this one are still going. */
    private void preempt(Entry entry) {
        if (entry.victims.stream().anyMatch(victim -> !victim.gone())) {
            return;
        }
        Preemption.Plan plan = preemption.plan(entry.shape);
        nominations.nominate(entry, plan == null ? null : plan.node());
        entry.victims = plan == null ? List.of() : plan.victims();
        if (plan != null) {
            version++;
            plan.victims()
                    .forEach(victim ->
                            api.deletePod(victim, victim.spec().terminationGracePeriodSeconds() * Seconds.NS));
        }
    }
}
