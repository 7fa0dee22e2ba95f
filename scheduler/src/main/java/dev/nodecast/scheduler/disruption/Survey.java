package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    static @Nullable String consolidationRefusal(Candidate candidate, Candidates candidates, long nowNs) {
        NodePool pool = candidate.pool;
        if (pool.disruption().consolidateAfterNs() == null) {
            return "its NodePool never consolidates";
        }
        if (nowNs < consolidatableNs(candidate.claim, pool)) {
            return "a pod came or went less than consolidateAfter ago";
        }
        if (nowNs < candidates.keptUntilNs(candidate)) {
            return "keeping it costs less so far than starting another when it is needed again (look-ahead)";
        }
        if (candidate.empty()) {
            return candidate.node.keptForBuffer() ? "it is kept free for a capacity buffer" : null;
        }
        if (pool.disruption().policy() == NodePool.Policy.WHEN_EMPTY) {
            return "it is not empty, and its NodePool consolidates only WhenEmpty";
        }
        if (candidate.type == null) {
            return "its instance type is not offered to its NodePool any more, so that its price is not known";
        }
        return candidate.capacityType == null || candidate.zone == null
                ? "its labels do not say zone and capacity type, so that its price is not known"
                : null;
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
        return after == 0 ? Long.MIN_VALUE : since + after;
    }

    /** When a pod last came or went, or when the node was initialised; null before. */
    static @Nullable Long lastUseNs(NodeClaim claim) {
        NodeClaim.Status status = claim.status();
        return status.lastPodEventNs() == null ? status.initializedNs() : status.lastPodEventNs();
    }
}
