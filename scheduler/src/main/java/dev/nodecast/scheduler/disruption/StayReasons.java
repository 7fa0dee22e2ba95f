package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Consolidation.Verdict;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.state.StateNode;
import java.util.List;
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

    /** The reason in one sentence; null where some method would take the node at once. */
    @Nullable
    String of(StateNode node, Limits limits, long nowNs) {
        Candidates.Finding finding = candidates.find(node);
        Candidate candidate = finding.candidate();
        String refusal = candidates.nodeRefusal(finding, nowNs);
        if (candidate == null || refusal != null) {
            return refusal == null ? finding.refusal() : refusal;
        }
        boolean drifted = candidate.drift(nowNs) != null;
        String pods = candidates.podRefusal(candidate, nowNs);
        if (candidate.pool.replicas() != null) {
            return ofStaticPool(candidate, drifted && candidates.podsAllow(candidate, true, nowNs), limits);
        }
        if (drifted && candidates.podsAllow(candidate, true, nowNs)) {
            String obstacle = budget(candidate, Budget.Reason.DRIFTED, limits);
            return obstacle != null ? obstacle : drifts.ofOthers.obstacle(candidate, nowNs);
        }
        String policy = Survey.consolidationRefusal(candidate, candidates, nowNs);
        if (pods != null || policy != null) {
            return pods != null ? pods : policy;
        }
        if (candidate.empty()) {
            return budget(candidate, Budget.Reason.EMPTY, limits);
        }
        String obstacle = budget(candidate, Budget.Reason.UNDERUTILIZED, limits);
        return obstacle != null ? obstacle : noGain(candidate, limits.gate, nowNs);
    }

    private @Nullable String ofStaticPool(Candidate candidate, boolean replaceable, Limits limits) {
        return replaceable
                ? drifts.ofStaticPools.obstacle(candidate, limits.budgets.apply(Budget.Reason.DRIFTED))
                : "its NodePool is static, and it is what the pool would make today";
    }

    private static @Nullable String budget(Candidate candidate, Budget.Reason reason, Limits limits) {
        return limits.budgets.apply(reason).left(candidate.pool) > 0
                ? null
                : "the disruption budgets of NodePool " + candidate.pool.name() + " let no node go now for reason "
                        + reason.text();
    }

    private @Nullable String noGain(Candidate candidate, Gate gate, long nowNs) {
        if (!gate.score().possible(candidate)) {
            return "what it costs is too little for what moving its pods disturbs (policy Balanced)";
        }
        return switch (consolidation.consider(List.of(candidate), gate.prospects(), nowNs)) {
            case Verdict.Stays stays -> stays.why();
            case Verdict.Gain gain ->
                gate.score().approves(List.of(candidate), gain.effect())
                        ? null
                        : "what replacing it saves is too little for what moving its pods disturbs (policy Balanced)";
        };
    }
}
