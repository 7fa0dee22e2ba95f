package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;

/** The nodes of static pools, which are made for no pod in particular. */
public final class StaticClaims {

    private StaticClaims() {}

    /**
     * One more node of a pool: any of the types that its requirements allow and that can be bought.
     *
     * @param types what the pool can buy
     */
    public static PlannedClaim of(NodePool pool, List<InstanceType> types, KnownLabels known) {
        Requirements requirements =
                PoolTemplate.requirements(pool).without(WellKnown.REGISTERED).without(WellKnown.INITIALIZED);
        List<InstanceType> options = types.stream()
                .filter(type -> CompiledCatalogue.labels(type).intersects(requirements)
                        && LaunchOrder.offerings(type, requirements).findAny().isPresent())
                .toList();
        return new PlannedClaim(
                pool,
                List.of(),
                Resources.NONE,
                requirements,
                Results.labels(pool, requirements, known),
                LaunchOrder.byPrice(options, requirements),
                false);
    }
}
