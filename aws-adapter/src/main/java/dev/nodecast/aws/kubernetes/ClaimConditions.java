package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.lifecycle.Initialization;
import dev.nodecast.scheduler.model.NodeClaim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a NodeClaim as Karpenter writes them ({@code pkg/apis/v1/nodeclaim_status.go}); {@code Ready} sums up
 * whether it is launched, registered and initialised.
 */
final class ClaimConditions {

    private static final String TRUE = "True";
    private static final String FALSE = "False";
    private static final String UNKNOWN = "Unknown";
    private static final String CONSISTENT = "ConsistentStateFound";
    private static final String VOLUMES = "VolumesDetached";
    private static final String READY = "Ready";
    private static final Initialization AWAITING =
            new Initialization("AwaitingReconciliation", "object is awaiting reconciliation");
    private static final Initialization NODE_NOT_FOUND =
            new Initialization("NodeNotFound", "Node not registered with cluster");
    private static final List<String> READY_NEEDS = List.of("Launched", "Registered", "Initialized");

    private final SequencedMap<String, Condition> byType = new LinkedHashMap<>();
    private final SequencedMap<String, Condition> before;
    private final long nowNs;

    /** One condition. */
    record Condition(String type, String status, String reason, String message, String since) {

        Map<String, Object> form() {
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("type", type);
            form.put("status", status);
            form.put("reason", reason);
            form.put("message", message);
            form.put("lastTransitionTime", since);
            return form;
        }

        static Condition of(Map<String, Object> form) {
            return new Condition(
                    text(form, "type"),
                    text(form, "status"),
                    text(form, "reason"),
                    text(form, "message"),
                    text(form, "lastTransitionTime"));
        }

        private static String text(Map<String, Object> form, String key) {
            return form.get(key) instanceof String text ? text : "";
        }
    }

    /**
     * What is said of a claim besides how far it has come.
     *
     * @param drifted why it has drifted; null where it has not
     * @param disrupted the reason for which it is being disrupted; null where it is not
     * @param volumes how it stands with the volumes of its node, once that is drained
     * @param missing what its node lacks before it is initialised; null where that is not known
     * @param consistency whether its node has what was promised of it
     */
    record Aspects(
            boolean consolidatable,
            @Nullable String drifted,
            @Nullable String disrupted,
            Detachments.State volumes,
            @Nullable Initialization missing,
            Consistency consistency) {
        static final Aspects NONE = new Aspects(false, null, null);

        /** Of one whose volumes nobody waits for. */
        Aspects(boolean consolidatable, @Nullable String drifted, @Nullable String disrupted) {
            this(consolidatable, drifted, disrupted, Detachments.State.DETACHED, null, Consistency.UNKNOWN);
        }

        Aspects with(Detachments.State state) {
            return new Aspects(consolidatable, drifted, disrupted, state, missing, consistency);
        }

        Aspects with(boolean nowConsolidatable, @Nullable String nowDrifted) {
            return new Aspects(nowConsolidatable, nowDrifted, disrupted, volumes, missing, consistency);
        }

        Aspects disruptedFor(@Nullable String reason) {
            return new Aspects(consolidatable, drifted, reason, volumes, missing, consistency);
        }

        Aspects ofNode(@Nullable Initialization what, Consistency found) {
            return new Aspects(consolidatable, drifted, disrupted, volumes, what, found);
        }

        /** Those that conditions tell of. */
        static Aspects of(Map<String, Condition> conditions) {
            return new Aspects(
                    reason(conditions, "Consolidatable") != null,
                    reason(conditions, "Drifted"),
                    reason(conditions, "DisruptionReason"),
                    Detachments.State.DETACHED,
                    null,
                    consistency(conditions.get(CONSISTENT)));
        }

        private static Consistency consistency(@Nullable Condition condition) {
            if (condition == null) {
                return Consistency.UNKNOWN;
            }
            return condition.status.equals(TRUE) ? Consistency.FOUND : Consistency.FAILED;
        }

        private static @Nullable String reason(Map<String, Condition> conditions, String type) {
            Condition condition = conditions.get(type);
            return condition != null && condition.status.equals(TRUE) ? condition.reason : null;
        }
    }

    private ClaimConditions(SequencedMap<String, Condition> before, long nowNs) {
        this.before = before;
        this.nowNs = nowNs;
    }

    /** The conditions now; those whose status has not changed keep the time at which it last did. */
    static SequencedMap<String, Condition> of(
            NodeClaim claim, Aspects aspects, SequencedMap<String, Condition> before, long nowNs) {
        ClaimConditions conditions = new ClaimConditions(before, nowNs);
        conditions.progress(claim, aspects.missing);
        conditions.aspects(aspects, claim);
        conditions.end(claim, aspects.volumes);
        conditions.ready();
        return conditions.byType;
    }

    private void progress(NodeClaim claim, @Nullable Initialization missing) {
        NodeClaim.Status status = claim.status();
        step("Launched", status.launchedNs(), AWAITING);
        step("Registered", status.registeredNs(), claim.launched() ? NODE_NOT_FOUND : AWAITING);
        step("Initialized", status.initializedNs(), claim.registered() && missing != null ? missing : AWAITING);
    }

    private void step(String type, @Nullable Long sinceNs, Initialization missing) {
        if (sinceNs == null) {
            put(type, UNKNOWN, missing.reason(), missing.message(), nowNs);
        } else {
            put(type, TRUE, type, "", sinceNs);
        }
    }

    private void aspects(Aspects aspects, NodeClaim claim) {
        if (aspects.consolidatable) {
            put("Consolidatable", TRUE, "Consolidatable", "", nowNs);
        }
        if (aspects.drifted != null) {
            Long sinceNs = claim.status().driftedSinceNs();
            put("Drifted", TRUE, aspects.drifted, aspects.drifted, sinceNs == null ? nowNs : sinceNs);
        }
        if (aspects.disrupted != null) {
            put("DisruptionReason", TRUE, aspects.disrupted, aspects.disrupted, nowNs);
        }
        switch (aspects.consistency) {
            case UNKNOWN -> {}
            case FOUND -> put(CONSISTENT, TRUE, CONSISTENT, "", nowNs);
            case FAILED -> put(CONSISTENT, FALSE, "ConsistencyCheckFailed", "Consistency Check Failed", nowNs);
        }
    }

    private void end(NodeClaim claim, Detachments.State volumes) {
        Long terminatingNs = claim.status().terminatingNs();
        if (terminatingNs != null) {
            put("Drained", TRUE, "Drained", "", terminatingNs);
            volumes(volumes, terminatingNs);
            if (volumes != Detachments.State.AWAITED) {
                put("InstanceTerminating", TRUE, "InstanceTerminating", "", nowNs);
            }
        } else if (claim.meta().deleting() && claim.registered()) {
            put("Drained", UNKNOWN, "Draining", "Draining", nowNs);
        }
    }

    private void volumes(Detachments.State volumes, long sinceNs) {
        switch (volumes) {
            case DETACHED -> put(VOLUMES, TRUE, VOLUMES, "", sinceNs);
            case AWAITED -> put(VOLUMES, UNKNOWN, "AwaitingVolumeDetachment", "AwaitingVolumeDetachment", sinceNs);
            case GIVEN_UP ->
                put(VOLUMES, FALSE, "TerminationGracePeriodElapsed", "TerminationGracePeriodElapsed", nowNs);
        }
    }

    private void ready() {
        List<Condition> missing = new ArrayList<>();
        for (String type : READY_NEEDS) {
            Condition condition = byType.get(type);
            if (condition != null && !condition.status.equals(TRUE)) {
                missing.add(condition);
            }
        }
        if (missing.isEmpty()) {
            put(READY, TRUE, READY, "", nowNs);
        } else {
            String message = missing.stream().map(c -> c.type + "=" + c.status).collect(Collectors.joining(", "));
            put(READY, UNKNOWN, "UnhealthyDependents", message, nowNs);
        }
    }

    private void put(String type, String status, String reason, String message, long sinceNs) {
        Condition last = before.get(type);
        String since = last != null && last.status.equals(status) ? last.since : Timestamps.of(sinceNs);
        byType.put(type, new Condition(type, status, reason, message, since));
    }
}
