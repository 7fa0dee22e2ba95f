package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.clusterautoscaler.ClusterAutoscaler;
import dev.nodecast.scheduler.clusterautoscaler.GroupNodes;
import dev.nodecast.scheduler.clusterautoscaler.Options;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.lifecycle.Claims;
import dev.nodecast.scheduler.lifecycle.NodeLifecycle;
import dev.nodecast.scheduler.lifecycle.Termination;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import org.jspecify.annotations.Nullable;

/**
 * Cluster Autoscaler in the place of Karpenter's loops, with the same autoscaling of pods: the baseline that
 * {@link ControlLoop} is compared with.
 */
public final class ClusterAutoscalerLoop {

    private final ClusterState state = new ClusterState();
    private final Ports ports;
    private final Termination termination;
    private final NodeLifecycle lifecycle;
    private final GroupNodes nodes;
    private final ClusterAutoscaler autoscaler;
    private final AutoscalingLoop autoscaling;

    public ClusterAutoscalerLoop(Ports ports, Options options, AutoscalingLoop.Settings autoscalingSettings) {
        this.ports = ports;
        Claims claims = new Claims(ports.cluster(), state, ports.clock());
        termination = new Termination(
                claims,
                state,
                new Termination.World(ports.clock(), ports.timers(), ports.cluster(), ports.cloud(), ports.journal()));
        lifecycle = new NodeLifecycle(
                claims,
                state,
                new NodeLifecycle.World(ports.clock(), ports.timers(), ports.cluster(), ports.journal()));
        nodes = new GroupNodes(
                options,
                state,
                new GroupNodes.Parts(
                        claims, termination, ports.cloud(), ports.clock(), ports.timers(), ports.journal()));
        autoscaler = new ClusterAutoscaler(
                state, options, new ClusterAutoscaler.World(ports.clock(), ports.timers(), ports.cloud()), nodes);
        autoscaling = new AutoscalingLoop(
                state,
                new AutoscalingLoop.World(
                        ports.clock(), ports.timers(), ports.cluster(), ports.metrics(), ports.journal()),
                autoscalingSettings);
    }

    /** Begins the loops that run by the clock. */
    public void start() {
        autoscaler.start();
    }

    /** Takes in one observation and does what follows from it. Of the cloud's notices and of Karpenter's objects it knows nothing. */
    public void observe(Observation observation) {
        switch (observation) {
            case Observation.PodObserved o -> podObserved(o.pod());
            case Observation.PodGone o -> podGone(o.key());
            case Observation.NodeObserved o -> nodeObserved(o.node());
            case Observation.NodeGone o -> nodeGone(o.name());
            case Observation.NodePoolObserved o -> state.see(o.pool());
            case Observation.NodePoolGone o -> state.forgetPool(o.name());
            case Observation.NodeClaimObserved o -> state.see(o.claim());
            case Observation.DaemonSetObserved o -> state.see(o.daemonSet());
            case Observation.DaemonSetGone o -> state.forgetDaemonSet(o.key());
            case Observation.StorageObserved o -> state.storage().see(o.object());
            case Observation.StorageGone o -> state.storage().forget(o.object());
            case Observation.NamespaceObserved o -> state.see(o.namespace());
            case Observation.NamespaceGone o -> state.forgetNamespace(o.name());
            case Observation.BudgetObserved o -> state.see(o.budget());
            case Observation.BudgetGone o -> state.forgetBudget(o.key());
            case Observation.WorkloadObserved o -> autoscaling.see(o);
            case Observation.WorkloadGone o -> autoscaling.forget(o.workload());
            case Observation.AutoscalerObserved o -> autoscaling.see(o.autoscaler());
            case Observation.AutoscalerGone o -> autoscaling.forgetAutoscaler(o.key());
            case Observation.ScaledObjectObserved o -> autoscaling.see(o.scaledObject());
            case Observation.ScaledObjectLastActive o -> autoscaling.lastActive(o.key(), o.atNs());
            case Observation.ScaledObjectGone o -> autoscaling.forgetScaledObject(o.key());
            case Observation.EvictionRefused o -> termination.evictionRefused(o.pod());
            case Observation.Launched o -> launched(o);
            case Observation.LaunchFailed o -> launchFailed(o);
            case Observation.InstanceGone o -> instanceGone(o.providerId());
            case Observation.InstancesListed _, Observation.Interruption _, Observation.NodeHealthObserved _ -> {}
            case Observation.NodeOverlayObserved _, Observation.NodeOverlayGone _ -> {}
            case Observation.PodTemplateObserved _ -> {}
            case Observation.CapacityBufferObserved _, Observation.CapacityBufferGone _ -> {}
        }
    }

    private void podObserved(Pod pod) {
        Pod before = state.pod(pod.key());
        state.see(pod);
        autoscaling.see(before, pod);
        if (pod.provisionable() && (before == null || !before.provisionable())) {
            autoscaler.podUnschedulable();
        }
        if (pod.terminal()) {
            proceedOn(pod.nodeName());
        }
    }

    private void podGone(ObjectKey key) {
        Pod gone = state.pod(key);
        if (gone == null) {
            return;
        }
        state.forgetPod(key);
        autoscaling.forgetPod(key);
        termination.podGone(key);
        proceedOn(gone.nodeName());
    }

    private void proceedOn(@Nullable String nodeName) {
        StateNode node = nodeName == null ? null : state.ofNode(nodeName);
        NodeClaim claim = node == null ? null : node.claim();
        if (claim != null) {
            termination.proceed(claim.name());
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
        if (node.meta().deleting() && claim != null) {
            termination.begin(claim, "NodeDeleted");
        }
    }

    private void nodeGone(String name) {
        StateNode node = state.ofNode(name);
        NodeClaim claim = node == null ? null : node.claim();
        state.forgetNode(name);
        if (claim != null) {
            termination.begin(claim, "NodeDeleted");
        }
    }

    private void launched(Observation.Launched launched) {
        StateNode node = state.ofClaim(launched.nodeClaim());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim == null) {
            ports.cloud().terminate(launched.providerId());
            return;
        }
        lifecycle.launched(claim, launched);
        termination.proceed(claim.name());
    }

    private void launchFailed(Observation.LaunchFailed failed) {
        StateNode node = state.ofClaim(failed.nodeClaim());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim != null) {
            ports.journal().record(ports.clock().nowNs(), new Decision.LaunchFailed(claim.name(), failed.reason()));
            termination.dropUnlaunched(claim, "LaunchFailed");
        }
        nodes.launchFailed(failed.nodeClaim());
    }

    private void instanceGone(String providerId) {
        StateNode node = state.ofProviderId(providerId);
        NodeClaim claim = node == null ? null : node.claim();
        termination.instanceGone(providerId);
        if (claim != null) {
            nodes.gone(claim.name());
        }
    }
}
