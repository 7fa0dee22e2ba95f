package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;

/** Claims that are found without an instance, such as after a restart between the two: what they ask for is launched. */
public final class FoundClaims {

    private FoundClaims() {}

    /**
     * The claim as it was planned, as far as it says so itself: which pods it was for is not known any more.
     *
     * @param types what the pool can buy
     */
    public static PlannedClaim of(NodeClaim claim, NodePool pool, List<InstanceType> types) {
        Requirements requirements = Requirements.stated(claim.requirements());
        List<InstanceType> options = types.stream()
                .filter(type -> CompiledCatalogue.labels(type).intersects(requirements)
                        && LaunchOrder.offerings(type, requirements).findAny().isPresent()
                        && claim.requests().fitsIn(type.allocatable()))
                .toList();
        return new PlannedClaim(
                pool,
                List.of(),
                claim.requests(),
                requirements,
                claim.meta().labels(),
                LaunchOrder.byPrice(options, requirements),
                false);
    }
}
