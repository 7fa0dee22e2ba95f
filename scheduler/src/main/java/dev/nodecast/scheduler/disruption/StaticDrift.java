package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.StaticClaims;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replaces nodes of static pools that are not what their pool would make today, like for like and whatever pods they have
 * (Karpenter {@code disruption/staticdrift.go}): one at a time here, which a pass that follows at once makes the same as
 * several. A pool that has too many nodes is left to shrink first, and {@code limits.nodes} is never exceeded.
 */
final class StaticDrift {

    private final DisruptionPlanner.World world;
    private final Candidates candidates;

    StaticDrift(DisruptionPlanner.World world, Candidates candidates) {
        this.world = world;
        this.candidates = candidates;
    }

    /** The node that goes, and the one that comes in its place. */
    record Exchange(Candidate candidate, Command.Effect effect) {}

    Optional<Exchange> search(List<Candidate> drifted, BudgetLedger budgets) {
        return drifted.stream()
                .filter(candidate -> obstacle(candidate, budgets) == null)
                .min(Comparator.comparingLong(StaticDrift::sinceNs).thenComparing(Candidate::name))
                .map(this::exchange);
    }

    private static long sinceNs(Candidate candidate) {
        Long stated = candidate.claim.status().driftedSinceNs();
        return stated == null ? Long.MAX_VALUE : stated;
    }

    /** Why the node cannot be exchanged now; null where it can. */
    @Nullable
    String obstacle(Candidate candidate, BudgetLedger budgets) {
        NodePool pool = candidate.pool;
        Integer replicas = pool.replicas();
        Counts counts = Counts.of(world.state(), pool.name());
        if (budgets.left(pool) == 0) {
            return "the disruption budgets of NodePool " + pool.name() + " let no node go now for reason Drifted";
        }
        if (replicas != null && counts.staying > replicas) {
            return "NodePool " + pool.name() + " has more nodes than its replicas and shrinks first";
        }
        Long limit = pool.nodeLimit();
        return limit != null && counts.all >= limit
                ? "NodePool " + pool.name() + " has as many nodes as its limit allows"
                : null;
    }

    private Exchange exchange(Candidate candidate) {
        PlannedClaim replacement = StaticClaims.of(
                candidate.pool,
                candidates.typesOf(candidate.pool),
                world.solver().knownLabels());
        return new Exchange(
                candidate,
                Consolidation.effect(
                        List.of(candidate), List.of(replacement), new WhatIf.Outcome(List.of(), List.of(), null)));
    }

    /** Nodes of a pool: those on which nothing is being done, and all. */
    private record Counts(long staying, long all) {

        static Counts of(ClusterState state, String pool) {
            long staying = 0;
            long all = 0;
            for (StateNode node : state.nodes()) {
                NodeClaim claim = node.claim();
                if (claim != null && pool.equals(claim.nodePool())) {
                    all++;
                    staying += node.leaving() ? 0 : 1;
                }
            }
            return new Counts(staying, all);
        }
    }
}
