package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.Tags;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.SortedMap;
import software.amazon.awssdk.services.ec2.model.CapacityReservationPreference;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/**
 * An instance of the cluster.
 *
 * @param capacityType as Karpenter's label
 * @param reservation the id of its capacity reservation; empty where it is not reserved
 * @param ending whether it is shutting down or has ended
 */
public record Instance(
        String id,
        String zone,
        String type,
        String capacityType,
        String reservation,
        String imageId,
        String subnetId,
        List<String> securityGroups,
        SortedMap<String, String> tags,
        boolean ending) {

    public Instance {
        securityGroups = securityGroups.stream().sorted().toList();
    }

    static Instance of(software.amazon.awssdk.services.ec2.model.Instance found) {
        String capacityType = capacityType(found);
        return new Instance(
                found.instanceId(),
                found.placement() == null ? "" : found.placement().availabilityZone(),
                found.instanceTypeAsString(),
                capacityType,
                capacityType.equals(WellKnown.RESERVED) ? found.capacityReservationId() : "",
                found.imageId(),
                found.subnetId() == null ? "" : found.subnetId(),
                found.securityGroups().stream().map(GroupIdentifier::groupId).toList(),
                Tags.of(found.tags()),
                switch (found.state().name()) {
                    case SHUTTING_DOWN, TERMINATED -> true;
                    default -> false;
                });
    }

    /** An instance that runs in an open reservation by chance is not reserved: it was not asked to be. */
    private static String capacityType(software.amazon.awssdk.services.ec2.model.Instance found) {
        if (found.spotInstanceRequestId() != null || found.instanceLifecycle() == InstanceLifecycleType.SPOT) {
            return WellKnown.SPOT;
        }
        boolean reservedOnly = found.capacityReservationId() != null
                && found.capacityReservationSpecification() != null
                && found.capacityReservationSpecification().capacityReservationPreference()
                        == CapacityReservationPreference.CAPACITY_RESERVATIONS_ONLY;
        return reservedOnly ? WellKnown.RESERVED : WellKnown.ON_DEMAND;
    }

    public String providerId() {
        return ProviderId.of(zone, id);
    }

    Instance withTags(SortedMap<String, String> others) {
        return new Instance(
                id, zone, type, capacityType, reservation, imageId, subnetId, securityGroups, others, ending);
    }
}
