package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.ObjectEvent;
import dev.nodecast.aws.kubernetes.ObjectEvent.On;
import dev.nodecast.aws.kubernetes.RegistrationHealth;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Observation.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions where people look for them: as events and conditions on the objects they concern, with Karpenter's reasons,
 * types and words ({@code events.go} below {@code pkg/controllers}). On the loop's thread only.
 */
final class ObjectNotes implements Journal {

    private static final Set<String> DISRUPTIONS = Set.of("Empty", "Underutilized", "Drifted");
    private static final Duration WAITING = Duration.ofMinutes(5);
    private static final Duration BROKEN = Duration.ofMinutes(15);
    private static final Duration BARREN = Duration.ofMinutes(1);
    private static final double MICRO = 1e6;
    private static final double PERCENT = 100;

    private final Set<String> noCapacity = new HashSet<>();
    private final Function<String, @Nullable NodeClaim> claims;
    private final Consumer<ObjectEvent> events;
    private final BiConsumer<String, @Nullable String> disrupted;
    private final RegistrationHealth health;
    private final Consumer<Note.BufferPlanned> buffers;
    private final NodeEvents nodes;

    /**
     * Where notes go.
     *
     * @param disrupted is told of claims and why they are being disrupted; null takes it back
     */
    record Outlets(
            Consumer<ObjectEvent> events,
            BiConsumer<String, @Nullable String> disrupted,
            RegistrationHealth health,
            Consumer<Note.BufferPlanned> buffers) {}

    /** @param claims those that are known, by name */
    ObjectNotes(Function<String, @Nullable NodeClaim> claims, Outlets outlets) {
        this.claims = claims;
        this.events = outlets.events;
        this.disrupted = outlets.disrupted;
        this.health = outlets.health;
        this.buffers = outlets.buffers;
        this.nodes = new NodeEvents(claims, outlets.events);
    }

    /** What is observed and says more than the decision that follows from it. */
    void observed(Observation observation) {
        if (observation instanceof Observation.LaunchFailed failed
                && !failed.insufficientCapacity().isEmpty()) {
            noCapacity.add(failed.nodeClaim());
        }
    }

    @Override
    public void note(long nowNs, Note note) {
        switch (note) {
            case Note.Nominated n -> nominated(n);
            case Note.Unschedulable n ->
                events.accept(ObjectEvent.warning(
                                On.POD, n.pod(), "FailedScheduling", "Failed to schedule pod, " + n.reason())
                        .quietFor(WAITING));
            case Note.NoInstanceTypes n -> barren(n);
            case Note.BufferPlanned n -> buffers.accept(n);
            case Note.ConsolidationApproved n -> approved(n);
            case Note.ConsolidationFound n -> n.nodeClaims().forEach(claim -> candidate(n, claim));
            case Note.ConsolidationRejected n -> n.command().nodeClaims().forEach(claim -> rejected(n, claim));
        }
    }

    private void nominated(Note.Nominated nominated) {
        List<String> places = new ArrayList<>();
        if (nominated.nodeClaim() != null) {
            places.add("nodeclaim/" + nominated.nodeClaim());
        }
        if (nominated.node() != null) {
            places.add("node/" + nominated.node());
        }
        events.accept(ObjectEvent.normal(
                On.POD, nominated.pod(), "Nominated", "Pod should schedule on: " + String.join(", ", places)));
    }

    private void barren(Note.NoInstanceTypes barren) {
        String message = "NodePool requirements filtered out all compatible available instance types";
        events.accept(ObjectEvent.warning(
                        On.NODE_POOL,
                        barren.nodePool(),
                        "NoCompatibleInstanceTypes",
                        barren.tooFewValues() ? message + " due to minValues incompatibility" : message)
                .quietFor(BARREN));
    }

    private void approved(Note.ConsolidationApproved approval) {
        String reason = "ConsolidationApproved";
        String message = String.format(
                Locale.ROOT,
                "score %.2f >= threshold %.2f (k: %d, savings %.1f%%, disruption %.1f%%)",
                approval.savings() / approval.disruption(),
                1.0 / approval.k(),
                approval.k(),
                PERCENT * approval.savings(),
                PERCENT * approval.disruption());
        if (approval.nodeClaims().size() == 1) {
            nodes.both(approval.nodeClaims().getFirst(), e -> e, false, reason, message);
        } else {
            events.accept(ObjectEvent.normal(On.NODE_POOL, approval.nodePool(), reason, message));
        }
    }

    private void candidate(Note.ConsolidationFound found, String claim) {
        String command = command(found, claim);
        nodes.both(
                claim,
                event -> event.distinctBy(command),
                false,
                "ConsolidationCandidate",
                "Consolidation candidate: " + command + savings(found));
    }

    private void rejected(Note.ConsolidationRejected rejected, String claim) {
        String command = command(rejected.command(), claim);
        nodes.both(
                claim,
                event -> event.distinctBy(command, rejected.why()),
                false,
                "ConsolidationRejected",
                "Consolidation rejected: " + command + ", reason: " + rejected.why() + savings(rejected.command()));
    }

    /** From the point of view of one of its nodes. */
    private String command(Note.ConsolidationFound found, String claim) {
        int going = found.nodeClaims().size();
        return (found.replacements() == 0 ? "delete" : "replace") + ": [" + nodes.nodeOf(claim) + "]"
                + (going == 1 ? "" : " (part of " + going + "-node consolidation)");
    }

    private static String savings(Note.ConsolidationFound found) {
        return String.format(Locale.ROOT, " (savings: $%.2f)", found.savedMicroUsdPerHour() / MICRO);
    }

    @Override
    public void record(long nowNs, Decision decision) {
        switch (decision) {
            case Decision.LaunchFailed d -> launchFailed(d);
            case Decision.NodeRegistered d -> ofPool(d.nodeClaim(), health::registered);
            case Decision.Disrupt d -> disrupt(d);
            case Decision.DisruptionAbandoned d -> d.nodeClaims().forEach(claim -> disrupted.accept(claim, null));
            case Decision.NodeTerminating d -> terminating(d);
            case Decision.RepairBlocked d ->
                events.accept(ObjectEvent.warning(
                                On.NODE,
                                nodes.nodeOf(d.nodeClaim()),
                                "NodeRepairBlocked",
                                "more than 20% nodes are unhealthy in the nodepool")
                        .quietFor(BROKEN));
            case Decision.InterruptionReceived d -> interrupted(d.nodeClaim(), Interruption.Kind.valueOf(d.kind()));
            default -> {}
        }
    }

    private void ofPool(String name, Consumer<String> action) {
        NodeClaim claim = claims.apply(name);
        if (claim != null && claim.nodePool() != null) {
            action.accept(claim.nodePool());
        }
    }

    private void launchFailed(Decision.LaunchFailed failed) {
        String reason = noCapacity.remove(failed.nodeClaim()) ? "InsufficientCapacityError" : "LaunchFailed";
        String message = "NodeClaim " + failed.nodeClaim() + " event: " + failed.reason();
        events.accept(ObjectEvent.warning(On.NODE_CLAIM, failed.nodeClaim(), reason, message));
    }

    private void disrupt(Decision.Disrupt disrupt) {
        disrupt.nodeClaims().forEach(claim -> disrupted.accept(claim, disrupt.reason()));
        for (String replacement : disrupt.replacements()) {
            events.accept(ObjectEvent.normal(
                            On.NODE_CLAIM,
                            replacement,
                            "DisruptionLaunching",
                            "Launching NodeClaim: " + disrupt.reason())
                    .distinctBy(disrupt.reason()));
            events.accept(ObjectEvent.normal(
                    On.NODE_CLAIM,
                    replacement,
                    "DisruptionWaitingReadiness",
                    "Waiting on readiness to continue disruption"));
        }
    }

    private void terminating(Decision.NodeTerminating terminating) {
        String claim = terminating.nodeClaim();
        String cause = terminating.cause();
        if (cause.equals("RegistrationTimeout")) {
            ofPool(claim, pool -> health.failed(pool, "Failed to register node"));
        }
        if (DISRUPTIONS.contains(cause)) {
            String reason = "DisruptionTerminating";
            events.accept(ObjectEvent.normal(On.NODE_CLAIM, claim, reason, "Disrupting NodeClaim: " + cause)
                    .distinctBy(cause));
            nodes.onNode(
                    claim,
                    node -> ObjectEvent.normal(On.NODE, node, reason, "Disrupting Node: " + cause)
                            .distinctBy(cause));
        } else if (cause.equals("Interrupted")) {
            String reason = "TerminatingOnInterruption";
            String message = "Interruption triggered termination for the ";
            events.accept(ObjectEvent.warning(On.NODE_CLAIM, claim, reason, message + "NodeClaim"));
            nodes.onNode(claim, node -> ObjectEvent.warning(On.NODE, node, reason, message + "Node"));
        }
    }

    private void interrupted(String claim, Interruption.Kind kind) {
        switch (kind) {
            case SPOT_INTERRUPTION ->
                nodes.both(claim, e -> e, true, "SpotInterrupted", "Spot interruption warning was triggered");
            case REBALANCE_RECOMMENDATION ->
                nodes.both(
                        claim,
                        e -> e,
                        false,
                        "SpotRebalanceRecommendation",
                        "Spot rebalance recommendation was triggered");
            case SCHEDULED_CHANGE ->
                nodes.both(
                        claim,
                        e -> e,
                        true,
                        "InstanceUnhealthy",
                        "An unhealthy warning was triggered for the instance");
            case INSTANCE_STOPPING -> nodes.both(claim, e -> e, true, "InstanceStopping", "Instance is stopping");
            case INSTANCE_TERMINATING ->
                nodes.both(claim, e -> e, true, "InstanceTerminating", "Instance is terminating");
        }
    }
}
