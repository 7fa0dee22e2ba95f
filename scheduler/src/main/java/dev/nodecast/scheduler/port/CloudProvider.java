package dev.nodecast.scheduler.port;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cloud: what it sells, and its machines. */
public interface CloudProvider {

    /**
     * What the cloud sells to the pool, by its node class, at today's prices; in a fixed order. The same list (the same
     * object) is returned as long as nothing has changed, so that what is derived from it can be kept. Offerings that
     * were refused lately are still listed: remembering that is the loop's part.
     */
    List<InstanceType> instanceTypes(NodePool pool);

    /** Asks for one instance; answered by {@link Observation.Launched} or {@link Observation.LaunchFailed}. */
    void launch(LaunchRequest request);

    /** Ends an instance; answered by {@link Observation.InstanceGone}, also where it was gone before. */
    void terminate(String providerId);

    /**
     * What the cloud would make differently of a launched claim today, by its node class: AMIDrift, SubnetDrift,
     * SecurityGroupDrift, CapacityReservationDrift or NodeClassDrift in AWS; null where nothing is different.
     */
    default @Nullable String drifted(NodeClaim claim) {
        return null;
    }

    /** When a node counts as broken, so that it is replaced by force; empty where nodes are not repaired. */
    default List<RepairPolicy> repairPolicies() {
        return List.of();
    }

    /** Asks for the list of the cluster's instances; answered by {@link Observation.InstancesListed}. */
    void listInstances();

    /**
     * One instance of any of the given overrides (as EC2's CreateFleet of type instant).
     *
     * @param nodeClaim the claim it is for, also the idempotency token
     * @param capacityType the one capacity type to buy; spot is allocated price-capacity-optimized, on-demand and reserved
     *     by lowest price
     * @param overrides at least one, cheapest first, no two of one type and zone
     * @param prioritized whether the prices of the overrides are a user's own and are to be followed as priorities: spot is
     *     then allocated capacity-optimized-prioritized, on-demand prioritized
     */
    record LaunchRequest(
            String nodeClaim, String nodePool, String capacityType, List<Override> overrides, boolean prioritized) {
        public LaunchRequest {
            overrides = List.copyOf(overrides);
            if (overrides.isEmpty()) {
                throw new IllegalArgumentException("launch of " + nodeClaim + " without any override");
            }
        }

        /** A request at the cloud's own prices. */
        public LaunchRequest(String nodeClaim, String nodePool, String capacityType, List<Override> overrides) {
            this(nodeClaim, nodePool, capacityType, overrides, false);
        }
    }

    /**
     * One pool of capacity that a launch may come from.
     *
     * @param reservation the id of the capacity reservation to launch into; empty where there is none
     */
    record Override(String instanceType, String zone, long priceMicroUsdPerHour, String reservation) {

        /** Capacity that is not reserved. */
        public Override(String instanceType, String zone, long priceMicroUsdPerHour) {
            this(instanceType, zone, priceMicroUsdPerHour, "");
        }
    }
}
