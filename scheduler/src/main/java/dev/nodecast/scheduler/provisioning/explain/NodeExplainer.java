package dev.nodecast.scheduler.provisioning.explain;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.explain.NodeExplanation.Narrowing;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Explains planned nodes, by what their pools can buy. */
final class NodeExplainer {

    /** So many kinds of pods of a node are tried for what it would be without them. */
    private static final int KINDS_TRIED = 8;

    private final Function<NodePool, List<InstanceType>> instanceTypes;
    private final boolean packed;
    private final Map<String, TypeLosses> byPool = new LinkedHashMap<>();

    /** @param packed whether claims were narrowed to what a packing counts on */
    NodeExplainer(Function<NodePool, List<InstanceType>> instanceTypes, boolean packed) {
        this.instanceTypes = instanceTypes;
        this.packed = packed;
    }

    TypeLosses all(NodePool pool) {
        return TypeLosses.of(instanceTypes.apply(pool));
    }

    /** What a pool can launch at all. */
    TypeLosses types(NodePool pool) {
        return byPool.computeIfAbsent(
                pool.name(),
                _ -> all(pool).within(Requirements.stated(pool.template().requirements())));
    }

    NodeExplanation explain(PlannedClaim claim) {
        TypeLosses types = types(claim.nodePool());
        List<PodKind> kinds = PodKind.of(claim.pods());
        List<Purchase> purchases = Purchase.of(claim);
        List<String> kept = claim.options().stream().map(InstanceType::name).toList();
        SequencedMap<String, Integer> lost =
                types.count(claim.requirements(), claim.requests(), kept, otherwise(claim.nodePool()));
        Narrowing narrowing = narrowing(claim, kinds, types);
        String sentence = new NodeSentence(claim, kinds, purchases).text(types.considered(), lost, narrowing);
        return new NodeExplanation(claim, kinds, purchases, types.considered(), lost, narrowing, sentence);
    }

    private String otherwise(NodePool pool) {
        if (packed) {
            return "not at the price that the packing counts on";
        }
        boolean limited = !pool.limits().isEmpty();
        return limited ? "over the pool's limits" : "too small beside the daemonsets that run on them";
    }

    private static @Nullable Narrowing narrowing(PlannedClaim claim, List<PodKind> kinds, TypeLosses types) {
        int now = types.left(claim.requirements(), claim.requests());
        Narrowing most = null;
        for (PodKind kind : kinds.size() < 2
                ? List.<PodKind>of()
                : kinds.stream().limit(KINDS_TRIED).toList()) {
            Resources without = claim.requests();
            for (Pod pod : kind.pods()) {
                without = without.minus(pod.spec().requests());
            }
            int more = types.left(claim.requirements(), without) - now;
            if (more > (most == null ? 0 : most.types())) {
                most = new Narrowing(kind, more);
            }
        }
        return most;
    }
}
