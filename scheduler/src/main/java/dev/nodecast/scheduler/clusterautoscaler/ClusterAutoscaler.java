package dev.nodecast.scheduler.clusterautoscaler;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cluster Autoscaler's loop: scale up one group for the pods that no node and no coming node has room for, else look for
 * nodes that are not needed. It neither replaces nodes by cheaper ones nor hears of spot interruptions; a group that loses
 * an instance replaces it. Rules: core/static_autoscaler.go, loop/trigger.go, core/scaleup/orchestrator.
 */
public final class ClusterAutoscaler {

    /** A loop takes a little while; it keeps one that follows at once apart from the one before. */
    private static final long LOOP_NS = 100_000_000L;

    private static final int NODES_PER_SCALE_UP = 1000;

    private final ClusterState state;
    private final Options options;
    private final World world;
    private final GroupNodes nodes;
    private final GroupStates groups;
    private final ScaleDown scaleDown;
    private Timers.@Nullable Timer next;
    private long lastScaleUpNs = Long.MIN_VALUE;
    private long lastDeletionNs = Long.MIN_VALUE;

    /** What the loop acts through. */
    public record World(Clock clock, Timers timers, CloudProvider cloud) {}

    /** @param nodes launches and removes the nodes of groups */
    public ClusterAutoscaler(ClusterState state, Options options, World world, GroupNodes nodes) {
        this.state = state;
        this.options = options;
        this.world = world;
        this.nodes = nodes;
        this.groups = nodes.groups();
        this.scaleDown = new ScaleDown(state, options);
    }

    /** Begins to scan. */
    public void start() {
        loopAfter(0);
    }

    /** A pod has just become unschedulable: the next loop starts at once. */
    public void podUnschedulable() {
        loopAfter(0);
    }

    private void loopAfter(long delayNs) {
        if (next != null) {
            next.cancel();
        }
        next = world.timers.after(delayNs, this::loop);
    }

    private void loop() {
        next = null;
        boolean productive = runOnce(world.clock.nowNs());
        loopAfter(productive ? LOOP_NS : options.times().scanInterval());
    }

    private boolean runOnce(long nowNs) {
        nodes.giveUpLate(nowNs);
        Map<String, GroupTemplate> templates = templates();
        templates.values().forEach(this::fillToMinimum);
        Rooms rooms = rooms(templates);
        List<Pod> unplaced = rooms.withoutPlace(pendingPods());
        if (!unplaced.isEmpty()) {
            if (areNew(unplaced, nowNs)) {
                return false; // more of them are to be expected, so that no node is called unneeded either
            }
            if (scaleUp(unplaced, templates, nowNs)) {
                return true;
            }
        }
        scaleDown.update(rooms, node -> nodes.groupOf(node).isPresent(), nowNs);
        return !inCooldown(nowNs) && removeDue(nowNs);
    }

    /** An Auto Scaling group never stays below its least size. */
    private void fillToMinimum(GroupTemplate template) {
        NodeGroup group = template.group();
        int missing = group.min() - groups.target(group);
        if (missing > 0) {
            groups.grow(group, missing);
            nodes.launch(template, missing, "minimum size", 0);
        }
    }

    private boolean scaleUp(List<Pod> pods, Map<String, GroupTemplate> templates, long nowNs) {
        List<ScaleUpOption> possible = new ArrayList<>();
        for (GroupTemplate template : templates.values()) {
            NodeGroup group = template.group();
            int more = Math.min(NODES_PER_SCALE_UP, group.max() - groups.target(group));
            if (more > 0 && !groups.paused(group, nowNs)) {
                ScaleUpOption option = ScaleUpOption.estimate(template, pods, more);
                if (option.nodes() > 0) {
                    possible.add(option);
                }
            }
        }
        if (possible.isEmpty()) {
            return false;
        }
        ScaleUpOption chosen = Expander.choose(options.expanders(), possible);
        groups.grow(chosen.template().group(), chosen.nodes());
        nodes.launch(
                chosen.template(), chosen.nodes(), "scale-up", chosen.pods().size());
        lastScaleUpNs = nowNs;
        return true;
    }

    private boolean inCooldown(long nowNs) {
        Options.Times times = options.times();
        boolean afterAdd = lastScaleUpNs != Long.MIN_VALUE && nowNs < lastScaleUpNs + times.delayAfterAdd();
        boolean afterDelete = lastDeletionNs != Long.MIN_VALUE && nowNs < lastDeletionNs + times.scanInterval();
        return afterAdd || afterDelete;
    }

    private boolean removeDue(long nowNs) {
        Map<NodeGroup, Integer> spare = new LinkedHashMap<>();
        options.groups().forEach(group -> spare.put(group, groups.target(group) - group.min()));
        ScaleDown.Removals removals = scaleDown.due(
                node -> nodes.groupOf(node)
                        .filter(group -> spare.merge(group, -1, Integer::sum) >= 0)
                        .isPresent(),
                nodes.draining(),
                nowNs);
        removals.empty()
                .forEach(node -> nodes.remove(node, "Empty", options.times().deleteDelay()));
        StateNode drained = removals.drained();
        if (drained != null) {
            nodes.remove(drained, "Underutilized", options.times().deleteDelay());
        }
        boolean any = drained != null || !removals.empty().isEmpty();
        lastDeletionNs = any ? nowNs : lastDeletionNs;
        return any;
    }

    /** Pods that wait for a node and are important enough to get one. */
    private List<Pod> pendingPods() {
        return state.provisionablePods().stream()
                .filter(pod -> pod.spec().priority() >= options.expendablePriority())
                .toList();
    }

    /** Whether more pods probably follow at once, or the GPUs of a fresh node are perhaps just not there yet. */
    private boolean areNew(List<Pod> pods, long nowNs) {
        long oldest = Long.MAX_VALUE;
        long oldestWithGpu = Long.MAX_VALUE;
        for (Pod pod : pods) {
            oldest = Math.min(oldest, pod.meta().createdNs());
            if (pod.spec().requests().get(Resources.NVIDIA_GPU) > 0) {
                oldestWithGpu = Math.min(oldestWithGpu, pod.meta().createdNs());
            }
        }
        return nowNs - oldest < options.times().newPods()
                || (oldestWithGpu != Long.MAX_VALUE
                        && nowNs - oldestWithGpu < options.times().newGpuPods());
    }

    private Map<String, GroupTemplate> templates() {
        Map<String, GroupTemplate> templates = new LinkedHashMap<>();
        options.groups().forEach(group -> template(group).ifPresent(template -> templates.put(group.name(), template)));
        return templates;
    }

    private Optional<GroupTemplate> template(NodeGroup group) {
        return GroupTemplate.of(group, state, world.cloud);
    }

    /** Every node, and every one that is on its way with the room that its group promises. */
    private Rooms rooms(Map<String, GroupTemplate> templates) {
        Rooms rooms = new Rooms();
        for (StateNode node : state.nodes()) {
            if (node.leaving()) {
                continue;
            }
            Optional<GroupTemplate> coming =
                    nodes.groupOf(node).filter(group -> !node.initialized()).map(group -> templates.get(group.name()));
            if (coming.isPresent()) {
                Resources free = coming.get().room().minus(node.podRequests().minus(node.daemonRequests()));
                rooms.add(node.name(), coming.get().labels(), coming.get().taints(), free);
            } else if (node.node() != null) {
                rooms.add(node.name(), node.labels(), node.taints(), node.available());
            }
        }
        return rooms;
    }
}
