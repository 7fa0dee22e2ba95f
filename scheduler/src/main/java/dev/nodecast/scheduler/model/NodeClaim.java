package dev.nodecast.scheduler.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that was asked for: what it must be, and how far it has come. It lives from the decision to launch until its
 * instance is gone (Karpenter v1 NodeClaim).
 *
 * @param requests what the pods it was made for ask, with daemonsets
 * @param expireAfterNs null means Never
 * @param terminationGracePeriodNs null means that draining may take for ever
 */
public record NodeClaim(
        ObjectMeta meta,
        List<NodeSelectorRequirement> requirements,
        List<Taint> taints,
        List<Taint> startupTaints,
        Resources requests,
        NodeClassRef nodeClassRef,
        @Nullable Long expireAfterNs,
        @Nullable Long terminationGracePeriodNs,
        Status status) {

    /** Group, kind and name of the cloud's own description of a node. */
    public record NodeClassRef(String group, String kind, String name) {}

    /**
     * How far the claim has come. Times are null until it happened.
     *
     * @param providerId empty before launch
     * @param nodeName empty before registration
     * @param lastPodEventNs when a pod was last bound to or removed from the node
     * @param cloudDrift what the cloud finds changed, such as AMIDrift; null where it finds nothing
     * @param terminatingNs when its instance was told to end, which is after the node was drained
     */
    public record Status(
            String providerId,
            String nodeName,
            Resources capacity,
            Resources allocatable,
            @Nullable Long launchedNs,
            @Nullable Long registeredNs,
            @Nullable Long initializedNs,
            @Nullable Long lastPodEventNs,
            @Nullable Long driftedSinceNs,
            @Nullable String cloudDrift,
            @Nullable Long terminatingNs) {

        public static final Status NEW =
                new Status("", "", Resources.NONE, Resources.NONE, null, null, null, null, null, null, null);

        /** The same of a launched claim whose node has registered under that name. */
        public Status registeredAs(String node, long ns) {
            return new Status(
                    providerId,
                    node,
                    capacity,
                    allocatable,
                    launchedNs,
                    ns,
                    initializedNs,
                    lastPodEventNs,
                    driftedSinceNs,
                    cloudDrift,
                    terminatingNs);
        }

        public Status initializedAt(long ns) {
            return new Status(
                    providerId,
                    nodeName,
                    capacity,
                    allocatable,
                    launchedNs,
                    registeredNs,
                    ns,
                    lastPodEventNs,
                    driftedSinceNs,
                    cloudDrift,
                    terminatingNs);
        }

        public Status podEventAt(long ns) {
            return new Status(
                    providerId,
                    nodeName,
                    capacity,
                    allocatable,
                    launchedNs,
                    registeredNs,
                    initializedNs,
                    ns,
                    driftedSinceNs,
                    cloudDrift,
                    terminatingNs);
        }

        /** The same of a claim of which the cloud says now how it has drifted, null for not at all. */
        public Status cloudDrifted(@Nullable String reason, @Nullable Long sinceNs) {
            return new Status(
                    providerId,
                    nodeName,
                    capacity,
                    allocatable,
                    launchedNs,
                    registeredNs,
                    initializedNs,
                    lastPodEventNs,
                    sinceNs,
                    reason,
                    terminatingNs);
        }

        public Status terminatingAt(long ns) {
            return new Status(
                    providerId,
                    nodeName,
                    capacity,
                    allocatable,
                    launchedNs,
                    registeredNs,
                    initializedNs,
                    lastPodEventNs,
                    driftedSinceNs,
                    cloudDrift,
                    ns);
        }
    }

    public NodeClaim {
        requirements = List.copyOf(requirements);
        taints = List.copyOf(taints);
        startupTaints = List.copyOf(startupTaints);
    }

    public String name() {
        return meta.name();
    }

    /** The pool it belongs to, from its label. */
    public @Nullable String nodePool() {
        return meta.labels().get(WellKnown.NODE_POOL);
    }

    public boolean launched() {
        return status.launchedNs != null;
    }

    public boolean registered() {
        return status.registeredNs != null;
    }

    public boolean initialized() {
        return status.initializedNs != null;
    }

    /** Whether its instance was told to end. */
    public boolean terminating() {
        return status.terminatingNs != null;
    }

    public NodeClaim withMeta(ObjectMeta newMeta) {
        return new NodeClaim(
                newMeta,
                requirements,
                taints,
                startupTaints,
                requests,
                nodeClassRef,
                expireAfterNs,
                terminationGracePeriodNs,
                status);
    }

    public NodeClaim withStatus(Status newStatus) {
        return new NodeClaim(
                meta,
                requirements,
                taints,
                startupTaints,
                requests,
                nodeClassRef,
                expireAfterNs,
                terminationGracePeriodNs,
                newStatus);
    }
}
