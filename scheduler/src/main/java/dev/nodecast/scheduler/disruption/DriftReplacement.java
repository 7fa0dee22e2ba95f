package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replaces nodes that are not what their pool would make today, one at a time and at any price: empty ones first, then
 * those that have drifted for the longest time.
 */
final class DriftReplacement {

    /** When the drift of a claim was first seen, where its status does not say. */
    private final Map<String, Long> seenNs = new LinkedHashMap<>();

    private final ClusterState state;
    private final WhatIf whatIf;

    DriftReplacement(ClusterState state, WhatIf whatIf) {
        this.state = state;
        this.whatIf = whatIf;
    }

    /** The node that goes, and what that does. */
    record Removal(Candidate candidate, Command.Effect effect) {}

    Optional<Removal> search(List<Candidate> drifted, BudgetLedger budgets, long nowNs) {
        seenNs.keySet().removeIf(name -> state.ofClaim(name) == null);
        List<Candidate> order = new ArrayList<>(drifted);
        drifted.forEach(candidate -> seenNs.putIfAbsent(candidate.claim.name(), nowNs));
        order.sort(Comparator.comparing((Candidate candidate) -> !candidate.moving.isEmpty())
                .thenComparingLong(candidate -> sinceNs(candidate.claim, nowNs)));
        for (Candidate candidate : order) {
            if (budgets.left(candidate.pool) > 0) {
                WhatIf.Outcome outcome = whatIf.drifting(candidate, nowNs);
                if (outcome.obstacle() == null) {
                    return Optional.of(new Removal(
                            candidate, Consolidation.effect(List.of(candidate), outcome.claims(), outcome)));
                }
            }
        }
        return Optional.empty();
    }

    private long sinceNs(NodeClaim claim, long nowNs) {
        @Nullable Long stated = claim.status().driftedSinceNs();
        return stated == null ? seenNs.getOrDefault(claim.name(), nowNs) : stated;
    }

    /** Why the drifted node stays, or null where it could go. */
    @Nullable
    String obstacle(Candidate candidate, long nowNs) {
        return whatIf.drifting(candidate, nowNs).obstacle();
    }
}
