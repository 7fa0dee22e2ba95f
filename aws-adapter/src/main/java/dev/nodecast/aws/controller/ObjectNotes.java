package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.ObjectEvent;
import dev.nodecast.aws.kubernetes.ObjectEvent.On;
import dev.nodecast.aws.kubernetes.RegistrationHealth;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.disruption.Stay;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.lifecycle.DrainOrder;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Observation.Interruption;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final Duration STAYING = Duration.ofMinutes(15);
    private static final Duration BUDGET = Duration.ofMinutes(1);
    private static final double MICRO = 1e6;

    private final Set<String> noCapacity = new HashSet<>();
    private final Function<String, @Nullable NodeClaim> claims;
    private final Consumer<ObjectEvent> events;
    private final BiConsumer<String, @Nullable String> disrupted;
    private final RegistrationHealth health;

    /**
     * Where notes go.
     *
     * @param disrupted is told of claims and why they are being disrupted; null takes it back
     */
    record Outlets(
            Consumer<ObjectEvent> events, BiConsumer<String, @Nullable String> disrupted, RegistrationHealth health) {}

    /** @param claims those that are known, by name */
    ObjectNotes(Function<String, @Nullable NodeClaim> claims, Outlets outlets) {
        this.claims = claims;
        this.events = outlets.events;
        this.disrupted = outlets.disrupted;
        this.health = outlets.health;
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

    private void candidate(Note.ConsolidationFound found, String claim) {
        String command = command(found, claim);
        both(
                claim,
                event -> event.distinctBy(command),
                false,
                "ConsolidationCandidate",
                "Consolidation candidate: " + command + savings(found));
    }

    private void rejected(Note.ConsolidationRejected rejected, String claim) {
        String command = command(rejected.command(), claim);
        both(
                claim,
                event -> event.distinctBy(command, rejected.why()),
                false,
                "ConsolidationRejected",
                "Consolidation rejected: " + command + ", reason: " + rejected.why() + savings(rejected.command()));
    }

    /** From the point of view of one of its nodes. */
    private String command(Note.ConsolidationFound found, String claim) {
        int nodes = found.nodeClaims().size();
        return (found.replacements() == 0 ? "delete" : "replace") + ": [" + nodeOf(claim) + "]"
                + (nodes == 1 ? "" : " (part of " + nodes + "-node consolidation)");
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
                                nodeOf(d.nodeClaim()),
                                "NodeRepairBlocked",
                                "more than 20% nodes are unhealthy in the nodepool")
                        .quietFor(STAYING));
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
            onNode(
                    claim,
                    node -> ObjectEvent.normal(On.NODE, node, reason, "Disrupting Node: " + cause)
                            .distinctBy(cause));
        } else if (cause.equals("Interrupted")) {
            String reason = "TerminatingOnInterruption";
            String message = "Interruption triggered termination for the ";
            events.accept(ObjectEvent.warning(On.NODE_CLAIM, claim, reason, message + "NodeClaim"));
            onNode(claim, node -> ObjectEvent.warning(On.NODE, node, reason, message + "Node"));
        }
    }

    private void interrupted(String claim, Interruption.Kind kind) {
        switch (kind) {
            case SPOT_INTERRUPTION ->
                both(claim, e -> e, true, "SpotInterrupted", "Spot interruption warning was triggered");
            case REBALANCE_RECOMMENDATION ->
                both(
                        claim,
                        e -> e,
                        false,
                        "SpotRebalanceRecommendation",
                        "Spot rebalance recommendation was triggered");
            case SCHEDULED_CHANGE ->
                both(claim, e -> e, true, "InstanceUnhealthy", "An unhealthy warning was triggered for the instance");
            case INSTANCE_STOPPING -> both(claim, e -> e, true, "InstanceStopping", "Instance is stopping");
            case INSTANCE_TERMINATING -> both(claim, e -> e, true, "InstanceTerminating", "Instance is terminating");
        }
    }

    /** Says why nodes stay, where that has just been found out; passes the conditions on. */
    Map<String, DisruptionPlanner.Conditions> stays(
            Map<String, DisruptionPlanner.Conditions> conditions, ClusterState state) {
        conditions.forEach((claim, is) -> {
            Stay stay = is.stay();
            if (stay != null) {
                stay(claim, stay);
            }
        });
        return conditions;
    }

    private void stay(String name, Stay stay) {
        NodeClaim claim = claims.apply(name);
        String pool = claim == null ? null : claim.nodePool();
        switch (stay.kind()) {
            case BLOCKED -> both(name, e -> e, false, "DisruptionBlocked", sentence(stay.sentence()));
            case UNCONSOLIDATABLE ->
                both(name, e -> e.quietFor(STAYING), false, "Unconsolidatable", sentence(stay.sentence()));
            case BUDGET -> {
                if (stay.budget() != null && pool != null) {
                    String reason = stay.budget().text();
                    events.accept(ObjectEvent.normal(
                                    On.NODE_POOL,
                                    pool,
                                    "DisruptionBlocked",
                                    "No allowed disruptions for disruption reason " + reason
                                            + " due to blocking budget")
                            .distinctBy(reason)
                            .quietFor(BUDGET));
                }
            }
        }
    }

    /** Says of nodes that end how many pods they still wait for. */
    void draining(ClusterState state, long nowNs) {
        for (StateNode stateNode : state.nodes()) {
            NodeClaim claim = stateNode.claim();
            Node node = stateNode.node();
            if (claim != null && node != null && claim.meta().deleting() && !claim.terminating()) {
                long waiting = stateNode.pods().stream()
                        .filter(pod -> DrainOrder.awaited(pod, nowNs))
                        .count();
                if (waiting > 0) {
                    events.accept(ObjectEvent.warning(
                            On.NODE,
                            node.name(),
                            "FailedDraining",
                            "Failed to drain node, " + waiting + " pods are waiting to be evicted"));
                }
            }
        }
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** On the claim, and on its node where there is one. */
    private void both(
            String claim, Function<ObjectEvent, ObjectEvent> with, boolean warning, String reason, String message) {
        events.accept(with.apply(
                warning
                        ? ObjectEvent.warning(On.NODE_CLAIM, claim, reason, message)
                        : ObjectEvent.normal(On.NODE_CLAIM, claim, reason, message)));
        onNode(
                claim,
                node -> with.apply(
                        warning
                                ? ObjectEvent.warning(On.NODE, node, reason, message)
                                : ObjectEvent.normal(On.NODE, node, reason, message)));
    }

    private void onNode(String claim, Function<String, ObjectEvent> event) {
        String node = nodeOf(claim);
        if (!node.isEmpty()) {
            events.accept(event.apply(node));
        }
    }

    private String nodeOf(String name) {
        NodeClaim claim = claims.apply(name);
        return claim == null ? "" : claim.status().nodeName();
    }
}
