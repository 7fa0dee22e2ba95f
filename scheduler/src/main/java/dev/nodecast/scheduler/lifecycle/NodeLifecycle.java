package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeClaim.Status;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From the launched instance to the initialised node (Karpenter {@code nodeclaim/lifecycle}): a node that registers gets
 * the labels and taints of its claim; it is initialised when it is ready, its startup taints are gone and every
 * extended resource that was promised has been registered. After each step that it writes down, the controller leaves
 * that claim alone for a second, to be sure to read its own writes.
 */
public final class NodeLifecycle {

    private static final long PAUSE_NS = Clock.SECOND_NS;

    private final Map<String, Long> pausedUntilNs = new LinkedHashMap<>();
    private final Claims claims;
    private final ClusterState state;
    private final World world;

    /** What the lifecycle acts through. */
    public record World(Clock clock, Timers timers, ClusterPort cluster, Journal journal) {}

    public NodeLifecycle(Claims claims, ClusterState state, World world) {
        this.claims = claims;
        this.state = state;
        this.world = world;
    }

    /** Writes down what was bought for a claim that still exists. */
    public void launched(NodeClaim claim, Observation.Launched launched) {
        Observation.Offer offer = launched.offer();
        Status status = claim.status();
        claims.update(
                claim.withMeta(claim.meta().withLabels(claim.meta().labels().plus(launched.labels())))
                        .withStatus(new Status(
                                launched.providerId(),
                                status.nodeName(),
                                launched.capacity(),
                                launched.allocatable(),
                                world.clock.nowNs(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)));
        pause(claim.name());
        world.journal.record(
                world.clock.nowNs(),
                new Decision.NodeLaunched(
                        claim.name(),
                        offer.instanceType(),
                        offer.zone(),
                        offer.capacityType(),
                        offer.priceMicroUsdPerHour()));
    }

    /** Moves a node on as far as it can go; to be called whenever it has changed. */
    public void nodeChanged(StateNode stateNode) {
        NodeClaim claim = stateNode.claim();
        Node node = stateNode.node();
        if (claim == null || node == null || claim.meta().deleting() || !claim.launched()) {
            return;
        }
        if (pausedUntilNs.containsKey(claim.name())) {
            return;
        }
        if (!claim.registered()) {
            register(claim, node);
        } else if (!claim.initialized()) {
            initialize(claim, node);
        }
    }

    /**
     * Completes what a loop that ended has left half done: its claim says so already, but the node has not been told. Then goes
     * on as ever.
     */
    public void takeUp(StateNode stateNode) {
        NodeClaim claim = stateNode.claim();
        Node node = stateNode.node();
        if (claim == null || node == null || claim.meta().deleting()) {
            return;
        }
        Node told = node;
        if (claim.registered() && node.hasTaint(WellKnown.UNREGISTERED)) {
            told = registered(claim, told);
        }
        if (claim.initialized() && !node.meta().labels().has(WellKnown.INITIALIZED)) {
            told = initialized(told);
        }
        if (!told.equals(node)) {
            state.see(told);
            world.cluster.updateNode(told);
        }
        nodeChanged(stateNode);
    }

    /** Leaves the claim alone for a while and then looks again. */
    private void pause(String claim) {
        long untilNs = world.clock.nowNs() + PAUSE_NS;
        pausedUntilNs.put(claim, untilNs);
        world.timers.after(PAUSE_NS, () -> lookAgain(claim, untilNs));
    }

    private void lookAgain(String claim, long pausedUntil) {
        if (pausedUntilNs.remove(claim, pausedUntil)) {
            StateNode node = state.ofClaim(claim);
            if (node != null) {
                nodeChanged(node);
            }
        }
    }

    private void register(NodeClaim claim, Node node) {
        Node registered = registered(claim, node);
        state.see(registered);
        NodeClaim updated = claim.withStatus(claim.status().registeredAs(node.name(), world.clock.nowNs()));
        claims.update(updated);
        world.cluster.updateNode(registered);
        world.journal.record(world.clock.nowNs(), new Decision.NodeRegistered(claim.name(), node.name()));
        pause(claim.name());
        initialize(updated, registered);
    }

    private static Node registered(NodeClaim claim, Node node) {
        Labels labels = node.meta().labels().plus(claim.meta().labels()).with(WellKnown.REGISTERED, "true");
        return node.withMeta(node.meta()
                        .withLabels(labels)
                        .withAnnotations(
                                node.meta().annotations().plus(claim.meta().annotations())))
                .withTaints(registeredTaints(claim, node));
    }

    private static Node initialized(Node node) {
        return node.withMeta(node.meta().withLabels(node.meta().labels().with(WellKnown.INITIALIZED, "true")));
    }

    private static List<Taint> registeredTaints(NodeClaim claim, Node node) {
        List<Taint> taints = new ArrayList<>();
        for (Taint taint : node.taints()) {
            if (!taint.matches(WellKnown.UNREGISTERED)) {
                taints.add(taint);
            }
        }
        // such a node's kubelet has set them itself: what is gone by now was taken off by whoever was waited for
        if (!node.meta().labels().has(WellKnown.DO_NOT_SYNC_TAINTS, "true")) {
            addMissing(taints, claim.taints());
            addMissing(taints, claim.startupTaints());
        }
        return taints;
    }

    private static void addMissing(List<Taint> taints, List<Taint> wanted) {
        for (Taint taint : wanted) {
            if (taints.stream().noneMatch(taint::matches)) {
                taints.add(taint);
            }
        }
    }

    private void initialize(NodeClaim claim, Node node) {
        if (Initialization.missing(claim, node).isPresent()) {
            return;
        }
        Node initialized = initialized(node);
        state.see(initialized);
        claims.update(claim.withStatus(claim.status().initializedAt(world.clock.wholeSecondNs(world.clock.nowNs()))));
        world.cluster.updateNode(initialized);
        pause(claim.name());
        world.journal.record(world.clock.nowNs(), new Decision.NodeInitialized(claim.name()));
    }
}
