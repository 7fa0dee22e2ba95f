package dev.nodecast.aws.ec2.launch;

import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateFleetError;

/** What the errors of a fleet mean ({@code pkg/errors/errors.go} of karpenter-provider-aws). */
final class FleetErrors {

    static final String NO_ADDRESSES = "InsufficientFreeAddressesInSubnet";
    private static final String NO_SPOT_ROLE = "AuthFailure.ServiceLinkedRoleCreationNotPermitted";

    /** The offering cannot serve for now, for want of capacity or because of a limit of the account. */
    private static final Set<String> CAPACITY = Set.of(
            "InsufficientInstanceCapacity",
            "MaxSpotInstanceCountExceeded",
            "VcpuLimitExceeded",
            "UnfulfillableCapacity",
            "Unsupported",
            NO_ADDRESSES,
            "MaxFleetCountExceeded",
            "ReservationCapacityExceeded");

    private FleetErrors() {}

    static boolean capacity(String code) {
        return CAPACITY.contains(code);
    }

    /** Whether the account may launch no spot instance at all, as the role that EC2 needs for it does not exist. */
    static boolean noSpotRole(CreateFleetError error) {
        return NO_SPOT_ROLE.equals(error.errorCode());
    }
}
