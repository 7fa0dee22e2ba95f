package dev.nodecast.scheduler.interruption;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.lifecycle.Termination;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Observation.Interruption;
import dev.nodecast.scheduler.provisioning.UnavailableOfferings;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;

/**
 * Answers the cloud's messages: a machine that will be taken is drained at once and its offering is avoided for a
 * while; a rebalance recommendation is only written down. Messages about foreign or unknown machines are ignored, and
 * repeated ones do no harm.
 */
public final class InterruptionHandler {

    private final ClusterState state;
    private final Termination termination;
    private final UnavailableOfferings unavailable;
    private final Clock clock;
    private final Journal journal;

    public InterruptionHandler(
            ClusterState state,
            Termination termination,
            UnavailableOfferings unavailable,
            Clock clock,
            Journal journal) {
        this.state = state;
        this.termination = termination;
        this.unavailable = unavailable;
        this.clock = clock;
        this.journal = journal;
    }

    public void handle(Interruption message) {
        StateNode node = state.ofProviderId(message.providerId());
        NodeClaim claim = node == null ? null : node.claim();
        if (claim == null) {
            return;
        }
        journal.record(
                clock.nowNs(),
                new Decision.InterruptionReceived(claim.name(), message.kind().name()));
        switch (message.kind()) {
            case REBALANCE_RECOMMENDATION -> {}
            case SPOT_INTERRUPTION -> {
                avoid(claim.meta().labels());
                termination.begin(claim, "Interrupted");
            }
            case SCHEDULED_CHANGE, INSTANCE_STOPPING, INSTANCE_TERMINATING -> termination.begin(claim, "Interrupted");
        }
    }

    private void avoid(Labels labels) {
        String type = labels.get(WellKnown.INSTANCE_TYPE);
        String zone = labels.get(WellKnown.ZONE);
        if (type != null && zone != null) {
            unavailable.mark(new Observation.Offer(type, zone, WellKnown.SPOT, 0), clock.nowNs());
        }
    }
}
