package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Consolidation.Verdict;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.state.StateNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Why a node stays where it is: the first thing that keeps every method from taking it alone. */
final class StayReasons {

    private final Candidates candidates;
    private final Drifts drifts;
    private final Consolidation consolidation;

    /** The methods that replace drifted nodes. */
    record Drifts(StaticDrift ofStaticPools, DriftReplacement ofOthers) {}

    StayReasons(Candidates candidates, Drifts drifts, Consolidation consolidation) {
        this.candidates = candidates;
        this.drifts = drifts;
        this.consolidation = consolidation;
    }

    /** What limits all nodes of a pass. */
    record Limits(Function<Budget.Reason, BudgetLedger> budgets, Gate gate) {}

    /** The reason; null where some method would take the node at once. */
    @Nullable
    Stay of(StateNode node, Limits limits, long nowNs) {
        Candidates.Finding finding = candidates.find(node);
        Refusal refusal = candidates.nodeRefusal(finding, nowNs);
        if (refusal != null) {
            return Stay.blocked(refusal);
        }
        Candidate candidate = Objects.requireNonNull(finding.candidate(), node::name);
        boolean drifted = candidate.drift(nowNs) != null;
        Refusal pods = candidates.podRefusal(candidate, nowNs);
        if (candidate.pool.replicas() != null) {
            return ofStaticPool(candidate, drifted && candidates.podsAllow(candidate, true, nowNs), limits);
        }
        if (drifted && candidates.podsAllow(candidate, true, nowNs)) {
            Stay budget = budget(candidate, Budget.Reason.DRIFTED, limits);
            return budget != null ? budget : orNull(drifts.ofOthers.obstacle(candidate, nowNs));
        }
        Refusal policy = Survey.consolidationRefusal(candidate, candidates, nowNs);
        if (pods != null) {
            return Stay.blocked(pods);
        }
        if (policy != null) {
            return Stay.unconsolidatable(policy);
        }
        if (candidate.empty()) {
            return budget(candidate, Budget.Reason.EMPTY, limits);
        }
        Stay budget = budget(candidate, Budget.Reason.UNDERUTILIZED, limits);
        if (budget != null) {
            return budget;
        }
        Refusal noGain = noGain(candidate, limits.gate, nowNs);
        return noGain == null ? null : Stay.unconsolidatable(noGain);
    }

    /** What blocks the node now, as far as that takes no what-if; null where nothing does. */
    @Nullable
    Stay blockage(StateNode node, long nowNs) {
        Candidates.Finding finding = candidates.find(node);
        Refusal refusal = candidates.nodeRefusal(finding, nowNs);
        Candidate candidate = finding.candidate();
        if (refusal == null && candidate != null) {
            boolean drifted = candidate.drift(nowNs) != null;
            refusal = drifted && candidates.podsAllow(candidate, true, nowNs)
                    ? null
                    : candidates.podRefusal(candidate, nowNs);
        }
        return refusal == null ? null : Stay.blocked(refusal);
    }

    private static @Nullable Stay orNull(@Nullable String obstacle) {
        return obstacle == null ? null : Stay.blocked(Refusal.saying(obstacle));
    }

    private @Nullable Stay ofStaticPool(Candidate candidate, boolean replaceable, Limits limits) {
        return replaceable
                ? orNull(drifts.ofStaticPools.obstacle(candidate, limits.budgets.apply(Budget.Reason.DRIFTED)))
                : Stay.unconsolidatable(
                        Refusal.saying("its NodePool is static, and it is what the pool would make today"));
    }

    private static @Nullable Stay budget(Candidate candidate, Budget.Reason reason, Limits limits) {
        BudgetLedger budgets = limits.budgets.apply(reason);
        return budgets.left(candidate.pool) > 0
                ? null
                : Stay.budget(candidate.pool.name(), reason, budgets.shut(candidate.pool) ? reason : null);
    }

    private @Nullable Refusal noGain(Candidate candidate, Gate gate, long nowNs) {
        if (!gate.score().possible(candidate)) {
            return Refusal.saying("what it costs is too little for what moving its pods disturbs (policy Balanced)");
        }
        return switch (consolidation.consider(List.of(candidate), gate.prospects(), nowNs)) {
            case Verdict.Stays stays -> stays.why();
            case Verdict.Gain gain ->
                gate.score().approves(List.of(candidate), gain.effect())
                        ? null
                        : Refusal.saying(
                                "what replacing it saves is too little for what moving its pods disturbs (policy Balanced)");
        };
    }
}
