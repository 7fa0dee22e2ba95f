package dev.nodecast.scheduler.clusterautoscaler;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes have been unneeded for long enough: used no more than the threshold, with pods that may move and find room
 * elsewhere, at every loop of that time. Rules: core/scaledown/{eligibility,unneeded,planner}, simulator/utilization.
 */
final class ScaleDown {

    private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    private static final int EMPTY_AT_ONCE = 10;
    private static final String SYSTEM_NAMESPACE = "kube-system";

    private final ClusterState state;
    private final Options options;
    private Map<String, Long> unneededSinceNs = new LinkedHashMap<>();

    ScaleDown(ClusterState state, Options options) {
        this.state = state;
        this.options = options;
    }

    /** Nodes to go now: empty ones, else at most one that has to be drained. */
    record Removals(List<StateNode> empty, @Nullable StateNode drained) {}

    /** Looks at every node once more; the imagined cluster loses those that are unneeded. */
    void update(Rooms rooms, Predicate<StateNode> removable, long nowNs) {
        Map<String, Long> unneeded = new LinkedHashMap<>();
        for (StateNode node : state.nodes()) {
            boolean candidate = node.managed()
                    && node.initialized()
                    && !node.leaving()
                    && removable.test(node)
                    && utilization(node) <= options.utilizationThreshold()
                    && mayMove(node);
            if (candidate && rooms.moveAll(node.name(), movable(node))) {
                rooms.remove(node.name());
                unneeded.put(node.name(), unneededSinceNs.getOrDefault(node.name(), nowNs));
            }
        }
        unneededSinceNs = unneeded;
    }

    /** Those that have been unneeded for the whole time, within what their groups can spare. */
    Removals due(Predicate<StateNode> spare, int drainsUnderWay, long nowNs) {
        List<StateNode> empty = new ArrayList<>();
        StateNode drained = null;
        for (Map.Entry<String, Long> entry : unneededSinceNs.entrySet()) {
            StateNode node = state.ofNode(entry.getKey());
            boolean due = entry.getValue() + options.times().unneeded() < nowNs;
            if (node == null || !due || !spare.test(node)) {
                continue;
            }
            if (movable(node).isEmpty() && empty.size() < EMPTY_AT_ONCE) {
                empty.add(node);
            } else if (!movable(node).isEmpty() && drained == null && drainsUnderWay == 0) {
                drained = node;
            }
        }
        return new Removals(empty, empty.isEmpty() ? drained : null);
    }

    private static double utilization(StateNode node) {
        Resources all = node.allocatable();
        Resources asked = node.podRequests();
        long gpus = all.get(Resources.NVIDIA_GPU);
        if (gpus > 0) {
            return (double) asked.get(Resources.NVIDIA_GPU) / gpus;
        }
        return Math.max(
                (double) asked.cpuMilli() / Math.max(1, all.cpuMilli()),
                (double) asked.memoryBytes() / Math.max(1, all.memoryBytes()));
    }

    /** Daemon pods go with their node; pods below the cut-off are no obstacle. */
    List<Pod> movable(StateNode node) {
        return node.pods().stream()
                .filter(pod -> !pod.meta().ownedBy("DaemonSet")
                        && !pod.meta().ownedBy("Node")
                        && pod.spec().priority() >= options.expendablePriority())
                .toList();
    }

    private boolean mayMove(StateNode node) {
        for (Pod pod : movable(node)) {
            String safe = pod.meta().annotations().get(SAFE_TO_EVICT);
            boolean withoutOwner = pod.meta().owner() == null;
            boolean system = pod.meta().namespace().equals(SYSTEM_NAMESPACE)
                    && budgets(pod).isEmpty();
            boolean stays = "false".equals(safe) || (!"true".equals(safe) && (withoutOwner || system));
            if (stays || budgets(pod).stream().anyMatch(budget -> budget.disruptionsAllowed() == 0)) {
                return false;
            }
        }
        return true;
    }

    private List<PodDisruptionBudget> budgets(Pod pod) {
        return state.budgets().stream().filter(budget -> budget.covers(pod)).toList();
    }
}
