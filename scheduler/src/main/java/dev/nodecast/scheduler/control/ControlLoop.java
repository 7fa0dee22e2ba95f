package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.autoscaling.Standing;
import dev.nodecast.scheduler.disruption.CommandExecution;
import dev.nodecast.scheduler.disruption.DisruptionLoop;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.disruption.Outlook;
import dev.nodecast.scheduler.interruption.InterruptionHandler;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.lifecycle.Claims;
import dev.nodecast.scheduler.lifecycle.Expiration;
import dev.nodecast.scheduler.lifecycle.ForeignMarks;
import dev.nodecast.scheduler.lifecycle.Liveness;
import dev.nodecast.scheduler.lifecycle.NodeLifecycle;
import dev.nodecast.scheduler.lifecycle.NodePoolHash;
import dev.nodecast.scheduler.lifecycle.PodEvents;
import dev.nodecast.scheduler.lifecycle.Termination;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * All control loops on one logical thread: every observation updates what is known and wakes whoever has to act on it.
 * The same object drives the simulated and the real cluster.
 */
public final class ControlLoop {

    private final ClusterState state;
    private final Ports ports;
    private final Planning planning;
    private final Termination termination;
    private final NodeLifecycle lifecycle;
    private final Expiration expiration;
    private final Liveness liveness;
    private final Upkeep upkeep;
    private final PodEvents podEvents;
    private final ForeignMarks foreignMarks;
    private final Provisioner provisioner;
    private final CapacityBuffers buffers;
    private final StaticPools staticPools;
    private final CommandExecution commands;
    private final DisruptionPlanner planner;
    private final DisruptionLoop disruption;
    private final InterruptionHandler interruptions;
    private final AutoscalingLoop autoscaling;

    public ControlLoop(Ports ports, Settings settings) {
        this.ports = ports;
        state = new ClusterState(ports.clock()::nowNs);
        Claims claims = new Claims(ports.cluster(), state, ports.clock());
        planning = new Planning(state, ports, settings);
        termination = new Termination(
                claims,
                state,
                new Termination.World(ports.clock(), ports.timers(), ports.cluster(), ports.cloud(), ports.journal()));
        lifecycle = new NodeLifecycle(
                claims,
                state,
                new NodeLifecycle.World(ports.clock(), ports.timers(), ports.cluster(), ports.journal()));
        expiration = new Expiration(claims, termination, ports.clock(), ports.timers());
        liveness = new Liveness(claims, termination, ports.timers());
        upkeep = new Upkeep(claims, termination, state, ports);
        podEvents = new PodEvents(claims, state, ports.clock());
        foreignMarks = new ForeignMarks(claims, state);
        provisioner = new Provisioner(
                state,
                planning,
                claims,
                new Provisioner.Watches(expiration, liveness, this::notLaunched),
                ports,
                settings);
        staticPools = new StaticPools(
                state, ports, termination, pool -> provisioner.launch(planning.forStaticPool(pool), "provisioning"));
        claims.tellOfEnds(this::claimEnds);
        buffers = new CapacityBuffers(state, ports.timers(), provisioner::triggerIfChanged);
        commands = new CommandExecution(
                state,
                termination,
                provisioner,
                new CommandExecution.World(ports.clock(), ports.timers(), ports.cluster(), ports.journal()));
        planner = planning.disruption(settings.consolidation(), settings.seed());
        disruption = new DisruptionLoop(
                planner,
                commands,
                state,
                new DisruptionLoop.World(ports.clock(), ports.timers(), ports.journal()),
                settings.disruption());
        interruptions =
                new InterruptionHandler(state, termination, planning.unavailable(), ports.clock(), ports.journal());
        autoscaling = new AutoscalingLoop(
                state,
                new AutoscalingLoop.World(
                        ports.clock(), ports.timers(), ports.cluster(), ports.metrics(), ports.journal()),
                settings.autoscaling());
    }

    /** Begins the loops that run by the clock. */
    public void start() {
        commands.forgetUnfinished();
        disruption.start();
        staticPools.start();
        upkeep.start();
    }

    /** What is known of the cluster, to be looked at only. */
    public ClusterState state() {
        return state;
    }

    /** Where the autoscalers of pods stand, to be looked at only. */
    public List<Standing> autoscalers() {
        return autoscaling.standings();
    }

    /** What Karpenter would write on each claim as conditions now, by the claim's name. */
    public SequencedMap<String, DisruptionPlanner.Conditions> conditions() {
        return planner.conditions(ports.clock().nowNs());
    }

    /** What could be disrupted now, to be looked at only. */
    public Outlook outlook() {
        return planner.outlook(ports.clock().nowNs());
    }

    /** Takes in one observation and does what follows from it. */
    public void observe(Observation observation) {
        switch (observation) {
            case Observation.PodObserved o -> podObserved(o.pod());
            case Observation.PodGone o -> podGone(o.key());
            case Observation.NodeObserved o -> nodeObserved(o.node());
            case Observation.NodeGone o -> nodeGone(o.name());
            case Observation.NodePoolObserved o -> poolObserved(o.pool());
            case Observation.NodePoolGone o -> poolGone(o.name());
            case Observation.NodeOverlayObserved o -> state.see(o.overlay());
            case Observation.NodeOverlayGone o -> state.forgetOverlay(o.name());
            case Observation.NodeClaimObserved o -> claimObserved(o.claim());
            case Observation.DaemonSetObserved o -> state.see(o.daemonSet());
            case Observation.DaemonSetGone o -> state.forgetDaemonSet(o.key());
            case Observation.StorageObserved o -> state.storage().see(o.object());
            case Observation.StorageGone o -> state.storage().forget(o.object());
            case Observation.NamespaceObserved o -> state.see(o.namespace());
            case Observation.NamespaceGone o -> state.forgetNamespace(o.name());
            case Observation.BudgetObserved o -> state.see(o.budget());
            case Observation.BudgetGone o -> state.forgetBudget(o.key());
            case Observation.WorkloadObserved o -> workloadObserved(o);
            case Observation.WorkloadGone o -> autoscaling.forget(o.workload());
            case Observation.PodTemplateObserved o -> buffers.see(o);
            case Observation.CapacityBufferObserved o -> buffers.see(o.buffer());
            case Observation.CapacityBufferGone o -> buffers.forget(o.key());
            case Observation.AutoscalerObserved o -> autoscaling.see(o.autoscaler());
            case Observation.AutoscalerGone o -> autoscaling.forgetAutoscaler(o.key());
            case Observation.ScaledObjectObserved o -> autoscaling.see(o.scaledObject());
            case Observation.ScaledObjectLastActive o -> autoscaling.lastActive(o.key(), o.atNs());
            case Observation.ScaledObjectGone o -> autoscaling.forgetScaledObject(o.key());
            case Observation.EvictionRefused o -> termination.evictionRefused(o.pod());
            case Observation.Launched o -> launched(o);
            case Observation.LaunchFailed o -> launchFailed(o);
            case Observation.InstanceGone o -> instanceGone(o.providerId());
            case Observation.InstancesListed o -> upkeep.listed(o);
            case Observation.NodeHealthObserved o -> upkeep.health(o);
            case Observation.Interruption o -> interrupted(o);
        }
    }

    private void workloadObserved(Observation.WorkloadObserved workload) {
        autoscaling.see(workload);
        buffers.see(workload);
    }

    private void podObserved(Pod pod) {
        Pod before = state.pod(pod.key());
        state.see(pod);
        podEvents.observed(before, pod);
        learnOf(before, pod);
        autoscaling.see(before, pod);
        if (pod.provisionable()) {
            provisioner.podWaits(pod.key());
        }
    }

    private void learnOf(@Nullable Pod before, Pod pod) {
        StateNode node = pod.nodeName() == null ? null : state.ofNode(pod.nodeName());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim != null) {
            planning.demand().pod(claim, before, pod, ports.clock().nowNs());
        }
    }

    private void learnOfEnd(Pod gone) {
        StateNode node = gone.nodeName() == null ? null : state.ofNode(gone.nodeName());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim != null) {
            planning.demand().gone(claim, gone, ports.clock().nowNs());
        }
    }

    private void podGone(ObjectKey key) {
        Pod gone = state.pod(key);
        if (gone != null) {
            learnOfEnd(gone);
            state.forgetPod(key);
            autoscaling.forgetPod(key);
            termination.podGone(key);
        }
    }

    private void nodeObserved(Node node) {
        state.see(node);
        StateNode stateNode = state.ofNode(node.name());
        if (stateNode == null) {
            return;
        }
        lifecycle.nodeChanged(stateNode);
        NodeClaim claim = stateNode.claim();
        if (node.hasTaint(WellKnown.DISRUPTED)) {
            provisioner.nodeLeaves(node.name());
        }
        if (node.meta().deleting()) {
            nodeDeleted(node, claim);
        }
    }

    /** Somebody deletes a node. One that has lost its claim is let go of at once: nothing else would do it. */
    private void nodeDeleted(Node node, @Nullable NodeClaim claim) {
        if (claim != null) {
            termination.begin(claim, "NodeDeleted");
        } else if (node.meta().labels().has(WellKnown.NODE_POOL)) {
            ports.cluster().deleteNode(node.name());
        }
    }

    private void nodeGone(String name) {
        upkeep.nodeGone(name);
        StateNode node = state.ofNode(name);
        NodeClaim claim = node == null ? null : node.claim();
        state.forgetNode(name);
        if (claim != null) {
            termination.begin(claim, "NodeDeleted");
        }
    }

    private void poolObserved(NodePool pool) {
        NodePool marked = NodePoolHash.marked(pool);
        state.see(marked);
        foreignMarks.pool(marked);
        staticPools.lookAt(pool.name());
    }

    private void poolGone(String name) {
        state.forgetPool(name);
        for (StateNode node : state.nodes().toArray(StateNode[]::new)) {
            NodeClaim claim = node.claim();
            if (claim != null && name.equals(claim.nodePool())) {
                termination.begin(claim, "NodePoolDeleted");
            }
        }
    }

    private void claimObserved(NodeClaim claim) {
        boolean known = state.ofClaim(claim.name()) != null;
        state.see(claim);
        if (!known) {
            expiration.watch(claim);
            liveness.watch(claim, ports.clock().nowNs());
            planning.demand().adopted(claim);
            found(claim);
        }
        if (claim.meta().deleting()) {
            termination.begin(claim, "Deleted");
        }
        foreignMarks.claim(claim);
        staticPools.lookAt(claim.nodePool());
    }

    private void claimEnds(NodeClaim claim) {
        planning.demand().removed(claim);
        staticPools.claimEnds(claim);
    }

    /** Takes up a claim that was there before where it was left. */
    private void found(NodeClaim claim) {
        if (!claim.launched()) {
            ports.timers().after(0, () -> provisioner.launchFound(claim.name()));
        }
        StateNode node = state.ofClaim(claim.name());
        if (node != null) {
            lifecycle.takeUp(node);
        }
    }

    private void launched(Observation.Launched launched) {
        long now = ports.clock().nowNs();
        launched.insufficientCapacity().forEach(offer -> planning.unavailable().mark(offer, now));
        StateNode node = state.ofClaim(launched.nodeClaim());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim == null) {
            ports.cloud().terminate(launched.providerId());
            return;
        }
        planning.launched(claim, launched.labels());
        lifecycle.launched(claim, launched);
        termination.proceed(claim.name());
    }

    private void launchFailed(Observation.LaunchFailed failed) {
        long now = ports.clock().nowNs();
        failed.insufficientCapacity().forEach(offer -> planning.unavailable().mark(offer, now));
        notLaunched(failed);
    }

    /** Drops a claim that will have no instance. Its pods are planned anew when they are looked at again. */
    private void notLaunched(Observation.LaunchFailed failed) {
        StateNode node = state.ofClaim(failed.nodeClaim());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim == null) {
            return;
        }
        ports.journal().record(ports.clock().nowNs(), new Decision.LaunchFailed(claim.name(), failed.reason()));
        termination.dropUnlaunched(claim, "LaunchFailed");
    }

    private void interrupted(Observation.Interruption message) {
        StateNode node = state.ofProviderId(message.providerId());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim != null && message.kind() == Observation.Interruption.Kind.SPOT_INTERRUPTION) {
            planning.risks().interrupted(claim, ports.clock().nowNs());
        }
        interruptions.handle(message);
    }

    private void instanceGone(String providerId) {
        StateNode node = state.ofProviderId(providerId);
        NodeClaim claim = node == null ? null : node.claim();
        if (claim != null) {
            planning.risks().ended(claim, ports.clock().nowNs());
        }
        termination.instanceGone(providerId);
    }
}
