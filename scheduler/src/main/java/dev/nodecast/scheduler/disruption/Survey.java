package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes of a pass that each method may take ({@code ShouldDisrupt} of Karpenter's methods). */
record Survey(
        List<Candidate> empty, List<Candidate> staticDrifted, List<Candidate> drifted, List<Candidate> underutilized) {

    private static final Comparator<Candidate> RANKING =
            Comparator.comparingDouble(Candidate::savingsRatio).reversed().thenComparing(Candidate::name);

    static Survey of(Candidates candidates, Iterable<StateNode> nodes, long nowNs) {
        Survey survey = new Survey(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (StateNode node : nodes) {
            Candidates.Finding finding = candidates.find(node);
            Candidate candidate = finding.candidate();
            if (candidate != null) {
                survey.sort(candidate, finding, candidates, nowNs);
            }
        }
        return survey;
    }

    /** How many nodes there are for each reason. */
    Map<Budget.Reason, Integer> sizes() {
        Map<Budget.Reason, Integer> sizes = new EnumMap<>(Budget.Reason.class);
        sizes.put(Budget.Reason.EMPTY, empty.size());
        sizes.put(Budget.Reason.DRIFTED, staticDrifted.size() + drifted.size());
        sizes.put(Budget.Reason.UNDERUTILIZED, underutilized.size());
        return sizes;
    }

    /** In the order of their savings for what is disturbed. */
    static List<Candidate> ranked(List<Candidate> candidates) {
        return candidates.stream().sorted(RANKING).toList();
    }

    private void sort(Candidate candidate, Candidates.Finding finding, Candidates candidates, long nowNs) {
        boolean drifts = candidate.drift(nowNs) != null;
        boolean fixed = candidate.pool.replicas() != null;
        boolean consolidates = !fixed && consolidationRefusal(candidate, candidates, nowNs) == null;
        if (!(drifts || consolidates) || candidates.nodeRefusal(finding, nowNs) != null) {
            return;
        }
        boolean free = candidates.podsAllow(candidate, false, nowNs);
        if (drifts && (free || candidates.podsAllow(candidate, true, nowNs))) {
            (fixed ? staticDrifted : drifted).add(candidate);
        }
        if (consolidates && free) {
            (candidate.empty() ? empty : underutilized).add(candidate);
        }
    }

    /** Why neither emptiness nor consolidation looks at the node at this time, by its pool's policy; null where one does. */
    static @Nullable Refusal consolidationRefusal(Candidate candidate, Candidates candidates, long nowNs) {
        NodePool pool = candidate.pool;
        if (pool.disruption().consolidateAfterNs() == null) {
            return Refusal.of(Refusal.Kind.NEVER_CONSOLIDATED, pool.name());
        }
        if (nowNs < consolidatableNs(candidate.claim, pool)) {
            return Refusal.saying("a pod came or went less than consolidateAfter ago");
        }
        if (nowNs < candidates.keptUntilNs(candidate)) {
            return Refusal.saying(
                    "keeping it costs less so far than starting another when it is needed again (look-ahead)");
        }
        if (candidate.empty()) {
            return candidate.node.keptForBuffer() ? Refusal.of(Refusal.Kind.BUFFER, candidate.name()) : null;
        }
        if (pool.disruption().policy() == NodePool.Policy.WHEN_EMPTY) {
            return Refusal.of(Refusal.Kind.NOT_EMPTY, pool.name());
        }
        if (candidate.type == null) {
            return Refusal.of(
                    Refusal.Kind.TYPE_NOT_FOUND,
                    String.valueOf(candidate.node.labels().get(WellKnown.INSTANCE_TYPE)));
        }
        if (candidate.capacityType == null) {
            return Refusal.of(Refusal.Kind.NOT_LABELLED, WellKnown.CAPACITY_TYPE);
        }
        return candidate.zone == null ? Refusal.of(Refusal.Kind.NOT_LABELLED, WellKnown.ZONE) : null;
    }

    /**
     * When the node becomes consolidatable: {@code consolidateAfter} from its last pod event, or from its initialisation;
     * {@link Long#MAX_VALUE} where its pool never consolidates.
     */
    static long consolidatableNs(NodeClaim claim, NodePool pool) {
        Long after = pool.disruption().consolidateAfterNs();
        Long since = lastUseNs(claim);
        if (after == null || since == null) {
            return Long.MAX_VALUE;
        }
        return after == 0 ? Long.MIN_VALUE : Durations.endNs(since, after);
    }

    /** When a pod last came or went, or when the node was initialised; null before. */
    static @Nullable Long lastUseNs(NodeClaim claim) {
        NodeClaim.Status status = claim.status();
        return status.lastPodEventNs() == null ? status.initializedNs() : status.lastPodEventNs();
    }
}
