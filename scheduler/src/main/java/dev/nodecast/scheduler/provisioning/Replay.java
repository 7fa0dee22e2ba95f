package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.packing.Packing;
import dev.nodecast.scheduler.packing.Pattern;
import dev.nodecast.scheduler.provisioning.PodQueue.Waiting;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Places pods where a packing has them, one by one by the rules of a round, in the order in which the greedy solver did.
 * Whatever the packing does not know of is found out here: a pod that may not go where it is meant to go is placed by the
 * round itself in the end.
 */
@LookupOnly("all: asked for one at a time")
final class Replay {

    /** Where pods are meant to go; the same object for all pods of one node. */
    private sealed interface Target permits OnNode, AsBefore, OnNewNode {}

    private record OnNode(OpenNode node) implements Target {}

    private record AsBefore(InFlightClaim claim) implements Target {}

    private record OnNewNode(NewNodePlan plan) implements Target {}

    private record Aim(Pod pod, PodShape shape, Target target) {}

    private final Assembly.Start start;
    private final GreedyPlan plan;
    private final PackingModel model;
    private final PackingCaps caps;
    private final IdentityHashMap<StateNode, OpenNode> nodes = new IdentityHashMap<>();
    private final IdentityHashMap<Pod, Aim> aims = new IdentityHashMap<>();
    private final IdentityHashMap<Object, InFlightClaim> opened = new IdentityHashMap<>();

    /** @param start a round of the problem in which nothing is placed */
    Replay(Assembly.Start start, GreedyPlan plan, PackingModel model, PackingCaps caps) {
        this.start = start;
        this.plan = plan;
        this.model = model;
        this.caps = caps;
        start.supply().nodes().forEach(node -> nodes.put(node.state, node));
    }

    /** Places all pods; the queue of the answer keeps those that have no place. */
    Assembly.Start run(Packing packing) {
        List<Waiting> waiting = start.queue().left();
        waiting.forEach(pod -> start.rules().topology().track(pod.demand));
        aim(packing);
        List<Aim> left = inOrder(waiting);
        for (int before = left.size() + 1; left.size() < before; ) {
            before = left.size();
            left = left.stream().filter(aim -> !place(aim)).toList();
        }
        IdentityHashMap<Pod, Boolean> there = new IdentityHashMap<>();
        start.round().trace().forEach(placed -> there.put(placed.pod(), true));
        PodQueue queue = new PodQueue(
                waiting.stream().filter(pod -> !there.containsKey(pod.pod)).toList());
        start.round().place(queue);
        return start.with(queue);
    }

    private void aim(Packing packing) {
        int[] next = new int[model.classes.size()];
        int[] nextNode = new int[model.sources.size()];
        for (Pattern bin : packing.bins()) {
            List<PodClass.Member> pods = new ArrayList<>();
            for (int c = 0; c < next.length; c++) {
                List<PodClass.Member> members = model.classes.get(c).members;
                pods.addAll(members.subList(next[c], next[c] + bin.count(c)));
                next[c] += bin.count(c);
            }
            Target target = switch (model.sources.get(bin.bin())) {
                case PackingBins.NewNode node -> new OnNewNode(NewNodePlan.of(start, node, model.classes, bin, caps));
                case PackingBins.Standing standing ->
                    new OnNode(start.supply().nodes().get(standing.nodes().get(nextNode[bin.bin()]++)));
            };
            pods.forEach(pod -> aims.put(pod.pod(), new Aim(pod.pod(), pod.shape(), target)));
        }
        plan.trace().stream().filter(plan::stays).forEach(placed -> aims.put(placed.pod(), asBefore(placed)));
    }

    private Aim asBefore(Round.Placed placed) {
        InFlightClaim claim = placed.claim();
        Target target = claim == null
                ? new OnNode(Objects.requireNonNull(nodes.get(Objects.requireNonNull(placed.node()).state)))
                : new AsBefore(claim);
        return new Aim(placed.pod(), placed.demand().shape, target);
    }

    /** In the order of the greedy solver, then those that it found no place for. */
    private List<Aim> inOrder(List<Waiting> waiting) {
        List<Aim> order = new ArrayList<>();
        IdentityHashMap<Pod, Boolean> known = new IdentityHashMap<>();
        for (Round.Placed placed : plan.trace()) {
            known.put(placed.pod(), true);
            addAim(order, placed.pod());
        }
        waiting.stream().filter(w -> !known.containsKey(w.pod)).forEach(w -> addAim(order, w.pod));
        return order;
    }

    private void addAim(List<Aim> order, Pod pod) {
        Aim aim = aims.get(pod);
        if (aim != null) {
            order.add(aim);
        }
    }

    private boolean place(Aim aim) {
        Demand demand = start.demands().of(aim.shape);
        start.rules().topology().track(demand);
        return switch (aim.target) {
            case OnNode on -> start.round().onNode(on.node, aim.pod, demand);
            case AsBefore before -> onClaim(before.claim, before(before.claim.template), aim.pod, demand);
            case OnNewNode on -> onClaim(on.plan, on.plan.beginning(start), aim.pod, demand);
        };
    }

    private Round.Beginning before(PoolTemplate template) {
        PoolLimits limits = Objects.requireNonNull(
                start.supply().limits().get(template.pool().name()));
        return new Round.Beginning(template, limits.within(template), template.constraint());
    }

    private boolean onClaim(Object key, Round.@Nullable Beginning beginning, Pod pod, Demand demand) {
        InFlightClaim claim = opened.get(key);
        if (claim != null) {
            return start.round().onClaim(claim, pod, demand);
        }
        if (beginning == null || beginning.options().isEmpty()) {
            return false;
        }
        InFlightClaim fresh = start.round().opened(beginning, pod, demand);
        opened.put(key, fresh);
        return fresh != null;
    }
}
