package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.KubernetesCluster;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.port.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes decisions where people look for them: into the log, and as events and conditions on the objects they concern. */
final class DecisionNotes implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger("dev.nodecast.decision");

    private final KubernetesCluster cluster;
    private final boolean onObjects;

    /** @param onObjects false where nothing may be written to the cluster */
    DecisionNotes(KubernetesCluster cluster, boolean onObjects) {
        this.cluster = cluster;
        this.onObjects = onObjects;
    }

    @Override
    public void record(long nowNs, Decision decision) {
        LOG.atLevel(decision instanceof Decision.PodUnschedulable ? Level.DEBUG : Level.INFO)
                .setMessage(decision.getClass().getSimpleName())
                .addKeyValue("decision", decision)
                .log();
        if (onObjects) {
            note(decision);
        }
    }

    private void note(Decision decision) {
        switch (decision) {
            case Decision.PodUnschedulable d ->
                cluster.podEvent(d.pod(), true, "FailedScheduling", "Failed to schedule pod, " + d.reason());
            case Decision.LaunchFailed d ->
                cluster.claimEvent(
                        d.nodeClaim(),
                        true,
                        "InsufficientCapacityError",
                        "NodeClaim " + d.nodeClaim() + " event: " + d.reason());
            case Decision.Disrupt d -> disrupt(d);
            case Decision.DisruptionAbandoned d -> d.nodeClaims().forEach(claim -> cluster.disrupted(claim, null));
            case Decision.RepairBlocked d ->
                cluster.claimEvent(
                        d.nodeClaim(),
                        true,
                        "NodeRepairBlocked",
                        "more than 20% of the pool's nodes are unhealthy (" + d.condition() + ")");
            case Decision.InterruptionReceived d ->
                cluster.claimEvent(d.nodeClaim(), true, d.kind(), "the cloud announced " + d.kind());
            default -> {}
        }
    }

    private void disrupt(Decision.Disrupt disrupt) {
        for (String claim : disrupt.nodeClaims()) {
            cluster.disrupted(claim, disrupt.reason());
            cluster.claimEvent(
                    claim,
                    false,
                    "DisruptionTerminating",
                    "Disrupting NodeClaim: " + disrupt.reason() + ": " + disrupt.why());
        }
    }
}
