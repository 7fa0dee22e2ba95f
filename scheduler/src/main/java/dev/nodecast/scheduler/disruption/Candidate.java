package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.eviction.DoNotDisrupt;
import dev.nodecast.scheduler.eviction.EvictionCost;
import dev.nodecast.scheduler.eviction.EvictionLimits;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a pool as the methods of disruption see it: what it costs, what moving its pods would cost, and what has
 * drifted. Holds until the node, its pool or its catalogue change.
 */
final class Candidate {

    /** What it costs to drain any node, however empty. */
    static final double NODE_COST = 1;

    final StateNode node;
    final NodeClaim claim;
    final NodePool pool;
    /** Null where the pool is not offered the type any more. */
    final @Nullable InstanceType type;

    final @Nullable String zone;
    final @Nullable String capacityType;
    /** 0 where the price is not known. */
    final long priceMicroUsdPerHour;
    /** The pods that need another place when the node goes. */
    final List<Pod> moving = new ArrayList<>();
    /** 1 and what evicting each of the pods costs, where that is more than nothing. */
    final double disruptionCost;
    /** The latest moment until which one of its pods must not be disrupted. */
    final long heldUntilNs;

    private final @Nullable Pod holder;
    private final @Nullable DriftReason driftFromPool;
    private final boolean typeOffered;

    Candidate(StateNode node, NodeClaim claim, NodePool pool, PoolCatalogue catalogue) {
        this.node = node;
        this.claim = claim;
        this.pool = pool;
        Labels labels = node.labels();
        type = catalogue.named(labels.get(WellKnown.INSTANCE_TYPE));
        zone = labels.get(WellKnown.ZONE);
        capacityType = labels.get(WellKnown.CAPACITY_TYPE);
        Offering bought = bought();
        priceMicroUsdPerHour = bought == null ? 0 : bought.priceMicroUsdPerHour();
        double cost = NODE_COST;
        long held = DoNotDisrupt.NEVER;
        Pod holding = null;
        for (Pod pod : node.pods()) {
            if (EvictionLimits.reschedulable(pod)) {
                moving.add(pod);
                cost += Math.max(0, EvictionCost.of(pod));
            }
            long until = pod.terminal() || pod.meta().deleting() ? DoNotDisrupt.NEVER : DoNotDisrupt.untilNs(pod);
            if (until > held) {
                held = until;
                holding = pod;
            }
        }
        disruptionCost = cost;
        heldUntilNs = held;
        holder = holding;
        driftFromPool = DriftReason.fromPool(claim, pool);
        typeOffered =
                DriftReason.offered(claim, catalogue.named(claim.meta().labels().get(WellKnown.INSTANCE_TYPE)));
    }

    /** The offering it was bought as, available or not; null where there is none any more. */
    @Nullable
    Offering bought() {
        return type == null ? null : PoolCatalogue.offering(type, zone, capacityType);
    }

    String name() {
        return node.name();
    }

    /** Whether no pod on it would mind; its pods may all be such as cost nothing to evict. */
    boolean empty() {
        return disruptionCost <= NODE_COST;
    }

    /** What is saved for what is disturbed: the higher, the sooner it is looked at. */
    double savingsRatio() {
        return priceMicroUsdPerHour / disruptionCost;
    }

    boolean spot() {
        return WellKnown.SPOT.equals(capacityType);
    }

    /** The pod whose wish keeps the node at this time, or null. */
    @Nullable
    Pod heldBy(long nowNs) {
        return nowNs >= heldUntilNs ? null : holder;
    }

    /** How the node differs from what its pool would make now, or null. */
    @Nullable
    DriftReason drift(long nowNs) {
        if (driftFromPool != null) {
            return driftFromPool;
        }
        return typeOffered || nowNs <= typeCheckNs() ? DriftReason.ofCloud(claim) : DriftReason.INSTANCE_TYPE_NOT_FOUND;
    }

    /** From when on a missing type counts as drift; {@link Long#MAX_VALUE} where the type is not missing. */
    long typeCheckNs() {
        return typeOffered ? Long.MAX_VALUE : claim.meta().createdNs() + DriftReason.TYPE_CHECK_AGE_NS;
    }
}
