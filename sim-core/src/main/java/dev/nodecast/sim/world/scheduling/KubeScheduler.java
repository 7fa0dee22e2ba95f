package dev.nodecast.sim.world.scheduling;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.cluster.ApiServer;
import dev.nodecast.sim.world.cluster.ClusterEvents;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.scheduling.SchedulingQueue.Entry;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * kube-scheduler with its default profile: takes pods by priority and age, filters and scores nodes, binds to the best,
 * and picks at random among equals. It works only when something has changed, and knows nothing of any autoscaler's
 * plans for a pod.
 */
public final class KubeScheduler implements ClusterEvents {

    private final Simulation simulation;
    private final ApiServer api;
    private final RandomStream ties;
    private final PlacementIndex index = new PlacementIndex();
    private final PodNeighbourhood neighbourhood = new PodNeighbourhood(index::nodes);
    private final Filters filters = new Filters(neighbourhood);
    private final Preemption preemption = new Preemption(index, filters);
    private final SchedulingQueue queue;
    private boolean cycleScheduled;

    /** Grows whenever something happens that could make room for a pod. */
    private long version;

    /** @param ties decides among nodes of the same score */
    public KubeScheduler(Simulation simulation, ApiServer api, RandomStream ties) {
        this.simulation = simulation;
        this.api = api;
        this.ties = ties;
        this.queue = new SchedulingQueue(simulation, this::cycleSoon);
    }

    @Override
    public void podCreated(SimPod pod) {
        queue.add(pod);
    }

    @Override
    public void podBound(SimPod pod) {
        SimNode node = pod.node();
        if (node != null) {
            index.update(node);
            neighbourhood.bound(pod);
            preemption.bound(pod);
            retryWhoLooksAtPods();
        }
    }

    @Override
    public void podGone(SimPod pod) {
        queue.remove(pod);
        neighbourhood.gone(pod);
        SimNode node = pod.node();
        if (node != null) {
            preemption.gone(pod);
        }
        if (node != null && !node.gone()) {
            nodeChanged(node);
            retryWhoLooksAtPods();
        }
    }

    @Override
    public void podDeleting(SimPod pod) {
        if (pod.node() == null) {
            queue.remove(pod);
        }
    }

    @Override
    public void nodeAdded(SimNode node) {
        nodeChanged(node);
    }

    @Override
    public void nodeChanged(SimNode node) {
        index.update(node);
        version++;
        for (PodShape shape : queue.waitingShapes()) {
            SimNode only = shape.onlyNode();
            if ((only == null || only == node) && filters.feasible(shape, node)) {
                queue.retry(shape);
            }
        }
    }

    @Override
    public void nodeGone(SimNode node) {
        index.remove(node);
    }

    private void retryWhoLooksAtPods() {
        for (PodShape shape : queue.waitingShapes()) {
            if (shape.looksAtPods()) {
                version++;
                queue.retry(shape);
            }
        }
    }

    private void cycleSoon() {
        if (!cycleScheduled) {
            cycleScheduled = true;
            simulation.schedule(0, this::cycle);
        }
    }

    private void cycle() {
        cycleScheduled = false;
        Entry entry = queue.next();
        while (entry != null) {
            schedule(entry);
            entry = queue.next();
        }
    }

    private void schedule(Entry entry) {
        SimNode node = entry.shape.failedAtVersion == version ? null : bestNode(entry.shape);
        if (node != null) {
            queue.remove(entry.pod);
            api.bind(entry.pod, node);
            return;
        }
        entry.shape.failedAtVersion = version;
        queue.failed(entry);
        api.markUnschedulable(entry.pod);
        preempt(entry);
    }

    /** Makes room by deleting pods of lower priority, unless pods that were deleted for this one are still going. */
    private void preempt(Entry entry) {
        if (entry.victims.stream().anyMatch(victim -> !victim.gone())) {
            return;
        }
        Preemption.Plan plan = preemption.plan(entry.shape);
        if (plan != null) {
            entry.victims = plan.victims();
            entry.victims.forEach(
                    victim -> api.deletePod(victim, victim.spec().terminationGracePeriodSeconds() * Seconds.NS));
        }
    }

    private @Nullable SimNode bestNode(PodShape shape) {
        List<SimNode> feasible = new ArrayList<>();
        for (SimNode node : index.candidates(shape)) {
            if (filters.feasible(shape, node)) {
                feasible.add(node);
            }
        }
        if (feasible.size() <= 1) {
            return feasible.isEmpty() ? null : feasible.getFirst();
        }
        long[] scores = Scores.of(shape, feasible);
        SimNode best = feasible.getFirst();
        long bestScore = Long.MIN_VALUE;
        int equals = 0;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > bestScore) {
                bestScore = scores[i];
                best = feasible.get(i);
                equals = 1;
            } else if (scores[i] == bestScore && ties.nextInt(++equals) == 0) {
                best = feasible.get(i);
            }
        }
        return best;
    }
}
