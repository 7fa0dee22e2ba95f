package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.ClaimConditions.Condition;
import dev.nodecast.aws.kubernetes.EventWriter.Subject;
import dev.nodecast.aws.kubernetes.ObjectEvent.On;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The events that are written on objects: those that others ask for, and those about what is done to the cluster itself (Karpenter
 * {@code node/termination/terminator/events}, {@code nodeclaim/lifecycle}). On the loop's thread only.
 */
final class ClusterEvents
        implements ClaimBook.ClaimEvents, PodCommands.Listener, Detachments.Listener, Statuses.Listener {

    /** Why a pod is moved off a node that nothing disrupts, such as one that expires. */
    private static final String FORCED = "Forceful Termination";

    private final EventWriter writer;
    private final SeenObjects seen;
    private final EventLimits limits;
    private final Counts counts;
    private @Nullable ClaimBook claims;
    private @Nullable NodeBook nodes;

    /** What is counted, and by which clock. */
    record Counts(Clock clock, ClusterTally tally) {}

    ClusterEvents(EventWriter writer, SeenObjects seen, Counts counts) {
        this.writer = writer;
        this.seen = seen;
        this.counts = counts;
        this.limits = new EventLimits(counts.clock);
    }

    /** Where claims and nodes are known; they are made after this. */
    void of(ClaimBook claimBook, NodeBook nodeBook) {
        claims = claimBook;
        nodes = nodeBook;
        nodeBook.tellOfMissingTaint(this::taintMissing);
    }

    void write(ObjectEvent event) {
        String uid = uid(event);
        if (limits.take(event, uid)) {
            writer.write(
                    new Subject(event.on().kind(), event.key(), uid),
                    event.warning() ? EventWriter.Type.WARNING : EventWriter.Type.NORMAL,
                    event.reason(),
                    event.message());
        }
    }

    /** An event on an object that is only looked at; whoever writes it sees to it that there are not too many. */
    void write(WatchedKind kind, ObjectKey key, boolean warning, String reason, String message) {
        writer.write(
                new Subject(kind, key, seen.uid(kind, key)),
                warning ? EventWriter.Type.WARNING : EventWriter.Type.NORMAL,
                reason,
                message);
    }

    private String uid(ObjectEvent event) {
        String name = event.key().name();
        return switch (event.on()) {
            case POD, NODE_POOL -> seen.uid(event.on().kind(), event.key());
            case NODE -> nodes == null ? "" : nodes.uid(name);
            case NODE_CLAIM -> claims == null ? "" : claims.uid(name);
        };
    }

    @Override
    public void changed(NodeClaim claim, String uid, @Nullable Condition before, Condition now) {
        count(
                SaidCondition.of(
                        WatchedKind.NODE_CLAIM, claim.meta().key(), claim.meta().labels(), now),
                before);
        if (before != null || now.status().equals("True")) {
            transition(new Subject(WatchedKind.NODE_CLAIM, claim.meta().key(), uid), before, now);
        }
    }

    @Override
    public void changed(WatchedKind kind, ObjectKey key, @Nullable Condition before, Condition now) {
        count(SaidCondition.of(kind, key, Labels.NONE, now), before);
        transition(new Subject(kind, key, seen.uid(kind, key)), before, now);
    }

    private void count(SaidCondition now, @Nullable Condition before) {
        Instant began = before == null ? null : SaidCondition.time(before.since());
        Instant ended = now.since();
        double seconds = began == null || ended == null
                ? 0
                : Duration.between(began, ended).toSeconds();
        counts.tally.transition(now, before == null ? "" : before.status(), Math.max(0, seconds));
    }

    private void transition(Subject subject, @Nullable Condition before, Condition now) {
        writer.write(
                subject,
                EventWriter.Type.NORMAL,
                now.type(),
                "Status condition transitioned, Type: " + now.type() + ", Status: "
                        + (before == null ? "Unknown" : before.status()) + " -> " + now.status() + ", Reason: "
                        + now.reason() + (now.message().isEmpty() ? "" : ", Message: " + now.message()));
    }

    @Override
    public void graceEnds(NodeClaim claim) {
        String end = String.valueOf(claim.meta().annotations().get(WellKnown.TERMINATION_TIMESTAMP));
        String reason = "TerminationGracePeriodExpiring";
        String message = "All pods will be deleted by " + end;
        write(ObjectEvent.warning(On.NODE_CLAIM, claim.name(), reason, message));
        if (!claim.status().nodeName().isEmpty()) {
            write(ObjectEvent.warning(On.NODE, claim.status().nodeName(), reason, message));
        }
    }

    private void taintMissing(String claim) {
        write(ObjectEvent.warning(
                On.NODE_CLAIM,
                claim,
                "UnregisteredTaintMissing",
                "Missing " + WellKnown.UNREGISTERED.key()
                        + " taint which prevents registration related race conditions on Karpenter-managed nodes"));
    }

    private @Nullable String nodeOf(ObjectKey key) {
        Pod pod = seen.pod(key);
        return pod == null ? null : pod.nodeName();
    }

    @Override
    public void evicted(ObjectKey key) {
        String node = nodeOf(key);
        String disruption = node == null || claims == null ? null : claims.disruptionOf(node);
        String reason = disruption == null ? FORCED : disruption;
        counts.tally.drained(reason);
        write(ObjectEvent.normal(On.POD, key, "Evicted", "Evicted pod: " + reason));
    }

    @Override
    public void answered(int code) {
        counts.tally.eviction(code);
    }

    @Override
    public void refused(ObjectKey key, String why) {
        String node = nodeOf(key);
        if (node != null) {
            write(ObjectEvent.warning(
                    On.NODE, node, "FailedDraining", "Failed to drain node, " + why + " (Pod=" + key + ")"));
        }
    }

    @Override
    public void deleted(ObjectKey key, long graceSeconds) {
        String node = nodeOf(key);
        String disruption = node == null || claims == null ? null : claims.disruptionOf(node);
        Pod pod = seen.pod(key);
        if (pod == null || !pod.meta().deleting()) { // else it was counted when it was evicted
            counts.tally.drained(disruption == null ? FORCED : disruption);
        }
        long asked = pod == null ? graceSeconds : pod.spec().terminationGracePeriodSeconds();
        write(ObjectEvent.normal(
                On.POD,
                key,
                "Disrupted",
                "Deleting the pod to accommodate the terminationTime of the node. The pod was granted " + graceSeconds
                        + " seconds of grace-period of its " + asked
                        + " terminationGracePeriodSeconds. This bypasses the PDB of the pod and the do-not-disrupt"
                        + " annotation."));
    }

    @Override
    public void volumes(NodeClaim claim, Detachments.State state, String pending) {
        if (claims != null) {
            claims.volumes(claim.name(), state);
        }
        if (state == Detachments.State.AWAITED) {
            write(ObjectEvent.normal(
                    On.NODE,
                    claim.status().nodeName(),
                    "AwaitingVolumeDetachment",
                    "Awaiting deletion of bound volumeattachments (" + pending + ")"));
        }
    }
}
