package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a node is not what its pool would make today (Karpenter {@code nodeclaim/disruption}).
 *
 * @param text as the condition of a NodeClaim has it
 */
public record DriftReason(String text, String sentence) {

    static final DriftReason NODE_POOL =
            new DriftReason("NodePoolDrifted", "its NodePool's template has changed since it was launched");
    static final DriftReason REQUIREMENTS =
            new DriftReason("RequirementsDrifted", "it does not meet its NodePool's requirements any more");
    static final DriftReason INSTANCE_TYPE_NOT_FOUND =
            new DriftReason("InstanceTypeNotFound", "its instance type is not offered to its NodePool any more");

    /** Young nodes are not compared with the list of instance types. */
    static final long TYPE_CHECK_AGE_NS = 3600 * 1_000_000_000L;

    /** What the cloud says, such as AMIDrift; null where it says nothing. */
    static @Nullable DriftReason ofCloud(NodeClaim claim) {
        String reason = claim.status().cloudDrift();
        return reason == null
                ? null
                : new DriftReason(reason, "the cloud would launch it differently today (" + reason + ")");
    }

    /** What is written on the claim, whether or not it still holds; null where nothing is. */
    static @Nullable DriftReason recorded(NodeClaim claim) {
        if (claim.status().driftedSinceNs() == null) {
            return null;
        }
        DriftReason ofCloud = ofCloud(claim);
        return ofCloud != null ? ofCloud : new DriftReason("Drifted", "it was found to have drifted");
    }

    /** The difference that can be seen from pool and claim alone; null where there is none. */
    static @Nullable DriftReason fromPool(NodeClaim claim, NodePool pool) {
        if (templateChanged(claim.meta().annotations(), pool.meta().annotations())) {
            return NODE_POOL;
        }
        Requirements wanted = Requirements.stated(pool.template().requirements());
        boolean met = Requirements.ofLabels(claim.meta().labels()).compatible(wanted, Set.of());
        return met ? null : REQUIREMENTS;
    }

    private static boolean templateChanged(Labels claim, Labels pool) {
        String version = pool.get(WellKnown.NODE_POOL_HASH_VERSION);
        String now = pool.get(WellKnown.NODE_POOL_HASH);
        String then = claim.get(WellKnown.NODE_POOL_HASH);
        return now != null
                && then != null
                && version != null
                && claim.has(WellKnown.NODE_POOL_HASH_VERSION, version)
                && !now.equals(then);
    }

    /** Whether the claim's type, null where its pool is not offered it, is sold as the claim was bought. */
    static boolean offered(NodeClaim claim, @Nullable InstanceType type) {
        if (type == null) {
            return false;
        }
        for (Offering offering : type.offerings()) {
            if (sameOffering(offering, claim.meta().labels())) {
                return true;
            }
        }
        return false;
    }

    /** A reserved instance may become an on-demand one, so that either is good enough for it. */
    private static boolean sameOffering(Offering offering, Labels labels) {
        String zone = labels.get(WellKnown.ZONE);
        String capacityType = labels.get(WellKnown.CAPACITY_TYPE);
        boolean sameZone = zone == null || zone.equals(offering.zone());
        boolean demoted = WellKnown.RESERVED.equals(capacityType)
                && offering.capacityType().equals(WellKnown.ON_DEMAND);
        return sameZone && (capacityType == null || capacityType.equals(offering.capacityType()) || demoted);
    }
}
