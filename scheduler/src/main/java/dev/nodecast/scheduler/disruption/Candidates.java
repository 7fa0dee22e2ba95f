package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.eviction.EvictionLimits;
import dev.nodecast.scheduler.lookahead.Keeping;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that may be disrupted (Karpenter {@code disruption.NewCandidate}). What was found out about a node is kept
 * while the node, its pool and its catalogue stay the same.
 */
@LookupOnly("known: asked for one node at a time; the state of the cluster has the order")
final class Candidates {

    private IdentityHashMap<StateNode, Known> known = new IdentityHashMap<>();
    private final Map<String, PoolCatalogue> catalogues = new LinkedHashMap<>();
    private final ClusterState state;
    private final Function<NodePool, List<InstanceType>> instanceTypes;
    private final Keeping keeping;
    private List<PodDisruptionBudget> budgets = List.of();
    private EvictionLimits limits = new EvictionLimits(List.of());
    private Prospects.@Nullable Markets markets;

    private record Known(
            long changes,
            @Nullable String poolName,
            @Nullable NodePool pool,
            @Nullable PoolCatalogue catalogue,
            Finding finding) {}

    /** A candidate, or why the node can be none whatever the time. */
    record Finding(@Nullable Candidate candidate, @Nullable Refusal refusal) {

        static Finding none(Refusal.Kind why, Object... about) {
            return new Finding(null, Refusal.of(why, about));
        }
    }

    Candidates(ClusterState state, Function<NodePool, List<InstanceType>> instanceTypes, Keeping keeping) {
        this.state = state;
        this.instanceTypes = instanceTypes;
        this.keeping = keeping;
    }

    /** The same where nothing is kept longer than Karpenter does. */
    Candidates(ClusterState state, Function<NodePool, List<InstanceType>> instanceTypes) {
        this(state, instanceTypes, Keeping.NONE);
    }

    /** Until when the node is kept in view of demand to come; {@link Long#MIN_VALUE} where it is not. */
    long keptUntilNs(Candidate candidate) {
        long keptNs = keeping.keptNs(candidate.pool, candidate.priceMicroUsdPerHour);
        Long since = Survey.lastUseNs(candidate.claim);
        return keptNs == 0 || since == null ? Long.MIN_VALUE : since + keptNs;
    }

    /** Learns of new prices, pools and disruption budgets; to be called before a pass. */
    void refresh() {
        for (NodePool pool : state.pools()) {
            List<InstanceType> types = instanceTypes.apply(pool);
            PoolCatalogue before = catalogues.get(pool.name());
            if (before == null || !before.isOf(types)) {
                catalogues.put(pool.name(), new PoolCatalogue(types));
                markets = null;
            }
        }
        if (catalogues.keySet().removeIf(name -> state.pool(name) == null)) {
            markets = null;
        }
        List<PodDisruptionBudget> current = List.copyOf(state.budgets());
        if (!current.equals(budgets)) {
            budgets = current;
            limits = new EvictionLimits(current);
        }
        if (known.size() > 2 * state.nodes().size() + 64) {
            keepOnly(state.nodes());
        }
    }

    /** Forgets nodes that are gone. */
    private void keepOnly(Collection<StateNode> nodes) {
        IdentityHashMap<StateNode, Known> kept = new IdentityHashMap<>();
        for (StateNode node : nodes) {
            Known of = known.get(node);
            if (of != null) {
                kept.put(node, of);
            }
        }
        known = kept;
    }

    /** Whom disruption budgets of pods keep where they are. */
    EvictionLimits limits() {
        return limits;
    }

    /** The least that nodes cost now. */
    Prospects.Markets markets(boolean spotToSpot) {
        Prospects.Markets known = markets;
        if (known == null) {
            Market all = new Market(catalogues.values(), true);
            known = new Prospects.Markets(all, spotToSpot ? all : new Market(catalogues.values(), false));
            markets = known;
        }
        return known;
    }

    List<InstanceType> typesOf(NodePool pool) {
        PoolCatalogue catalogue = catalogues.get(pool.name());
        return catalogue == null ? List.of() : catalogue.types;
    }

    /** The offering that a node of the pool was bought as, by its labels; null where it is not offered. */
    @Nullable
    Offering bought(StateNode node, String pool) {
        PoolCatalogue catalogue = catalogues.get(pool);
        InstanceType type =
                catalogue == null ? null : catalogue.named(node.labels().get(WellKnown.INSTANCE_TYPE));
        return type == null
                ? null
                : PoolCatalogue.offering(
                        type, node.labels().get(WellKnown.ZONE), node.labels().get(WellKnown.CAPACITY_TYPE));
    }

    /** What all nodes of pools cost an hour, by what they are offered for now. */
    long priceMicroUsdPerHour() {
        refresh();
        long price = 0;
        for (StateNode node : state.nodes()) {
            String pool = node.nodePool();
            Offering bought = node.claim() == null || pool == null ? null : bought(node, pool);
            price += bought == null ? 0 : bought.priceMicroUsdPerHour();
        }
        return price;
    }

    /** What is known of the node, whatever the time. */
    Finding find(StateNode node) {
        Known before = known.get(node);
        if (before != null && before.changes == node.changes() && current(before)) {
            return before.finding;
        }
        String poolName = node.nodePool();
        NodePool pool = poolName == null ? null : state.pool(poolName);
        PoolCatalogue catalogue = poolName == null ? null : catalogues.get(poolName);
        Finding finding = examine(node, pool, catalogue);
        known.put(node, new Known(node.changes(), poolName, pool, catalogue, finding));
        return finding;
    }

    @SuppressWarnings("ReferenceEquality") // a pool that was seen again is another object
    private boolean current(Known before) {
        return before.poolName == null
                || (state.pool(before.poolName) == before.pool && catalogues.get(before.poolName) == before.catalogue);
    }

    Optional<NodePool> pool(NodeClaim claim) {
        String name = claim.nodePool();
        return name == null ? Optional.empty() : Optional.ofNullable(state.pool(name));
    }

    /** How a claim differs from what its pool would make, whether or not its node is ready; null where it does not. */
    @Nullable
    DriftReason drift(NodeClaim claim, NodePool pool, long nowNs) {
        DriftReason fromPool = DriftReason.fromPool(claim, pool);
        if (fromPool != null) {
            return fromPool;
        }
        if (nowNs <= claim.meta().createdNs() + DriftReason.TYPE_CHECK_AGE_NS) {
            return DriftReason.ofCloud(claim);
        }
        PoolCatalogue catalogue = catalogues.get(pool.name());
        String type = claim.meta().labels().get(WellKnown.INSTANCE_TYPE);
        boolean offered = DriftReason.offered(claim, catalogue == null ? null : catalogue.named(type));
        return offered ? DriftReason.ofCloud(claim) : DriftReason.INSTANCE_TYPE_NOT_FOUND;
    }

    private static Finding examine(StateNode node, @Nullable NodePool pool, @Nullable PoolCatalogue catalogue) {
        NodeClaim claim = node.claim();
        Node seen = node.node();
        if (claim == null) {
            return Finding.none(Refusal.Kind.FOREIGN);
        }
        if (seen == null) {
            return Finding.none(Refusal.Kind.NOT_JOINED);
        }
        if (!node.initialized()) {
            return Finding.none(Refusal.Kind.NOT_INITIALIZED);
        }
        if (pool == null || catalogue == null || catalogue.types.isEmpty()) {
            return Finding.none(Refusal.Kind.NO_POOL, String.valueOf(claim.nodePool()));
        }
        Refusal refusal = null;
        if (node.leaving()) {
            refusal = Refusal.of(Refusal.Kind.LEAVING);
        } else if (seen.meta().annotations().has(WellKnown.DO_NOT_DISRUPT, "true")) {
            refusal = Refusal.of(Refusal.Kind.ANNOTATED);
        }
        return new Finding(new Candidate(node, claim, pool, catalogue), refusal);
    }

    /** Why the node may not be touched at this time, pods aside; null where it may. */
    @Nullable
    Refusal nodeRefusal(Finding finding, long nowNs) {
        if (finding.refusal != null) {
            return finding.refusal;
        }
        Candidate candidate = finding.candidate;
        return candidate != null && candidate.node.nominatedAt(nowNs) ? Refusal.of(Refusal.Kind.PROMISED) : null;
    }

    /** Why its pods keep the node at this time; null where they do not. */
    @Nullable
    Refusal podRefusal(Candidate candidate, long nowNs) {
        Pod held = candidate.heldBy(nowNs);
        if (held != null) {
            return Refusal.of(Refusal.Kind.HELD_BY_POD, held.key());
        }
        EvictionLimits.Obstacle obstacle = limits.obstacle(candidate.node.pods(), nowNs);
        return obstacle == null ? null : refusal(obstacle);
    }

    private static Refusal refusal(EvictionLimits.Obstacle obstacle) {
        String inTheWay = obstacle.budgets().stream()
                .map(budget -> budget.meta().key().toString())
                .collect(Collectors.joining(" "));
        return Refusal.of(
                obstacle.budgets().size() > 1 ? Refusal.Kind.BUDGETS_OF_POD : Refusal.Kind.BUDGET_OF_POD,
                obstacle.pod().key(),
                inTheWay);
    }

    /** All nodes that may be disrupted now; those in Karpenter's eventual class whatever their pods say. */
    List<Candidate> disruptable(boolean eventual, long nowNs) {
        List<Candidate> found = new ArrayList<>();
        for (StateNode node : state.nodes()) {
            Finding finding = find(node);
            Candidate candidate = finding.candidate;
            if (candidate != null && nodeRefusal(finding, nowNs) == null && podsAllow(candidate, eventual, nowNs)) {
                found.add(candidate);
            }
        }
        return found;
    }

    /** A termination grace period bounds how long pods can hold up a drain, so that drift need not wait for them. */
    boolean podsAllow(Candidate candidate, boolean eventual, long nowNs) {
        return (eventual && candidate.claim.terminationGracePeriodNs() != null) || podRefusal(candidate, nowNs) == null;
    }
}
