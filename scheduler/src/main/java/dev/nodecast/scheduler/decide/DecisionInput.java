package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.state.ClusterState;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * All that a decision depends on.
 *
 * @param name of the case; empty where it has none
 * @param cluster its objects; times count nanoseconds from 1970
 * @param instanceTypes what each pool can buy; the same list object for the same content
 * @param options how provisioning decides
 * @param spotToSpot whether consolidation may replace spot nodes by cheaper spot nodes (Karpenter's feature gate)
 * @param now the time of the decision
 * @param unready why pools cannot launch anything, by the names of those that cannot
 * @param assumptions what was assumed where the objects do not say it, a sentence each
 */
public record DecisionInput(
        String name,
        ClusterState cluster,
        Function<NodePool, List<InstanceType>> instanceTypes,
        SolverOptions options,
        boolean spotToSpot,
        Instant now,
        SequencedMap<String, String> unready,
        List<String> assumptions) {

    public DecisionInput {
        unready = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(unready));
        assumptions = List.copyOf(assumptions);
    }

    /** The same, decided by other options. */
    public DecisionInput withOptions(SolverOptions others) {
        return new DecisionInput(name, cluster, instanceTypes, others, spotToSpot, now, unready, assumptions);
    }

    /** The same with another answer to whether spot nodes may be replaced by spot nodes. */
    public DecisionInput withSpotToSpot(boolean allowed) {
        return new DecisionInput(name, cluster, instanceTypes, options, allowed, now, unready, assumptions);
    }

    /** The time of the decision as the cluster's times count. */
    public long nowNs() {
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }
}
