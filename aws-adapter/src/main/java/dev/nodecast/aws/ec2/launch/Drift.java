package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.nodeclass.NodeClassHash;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would be different of an instance if it were launched today, in the order in which Karpenter asks
 * ({@code pkg/cloudprovider/drift.go}). Where a node class finds nothing at the moment, nothing is said of it: nodes are
 * not replaced because a selector is being mended.
 */
public final class Drift {

    private Drift() {}

    /**
     * The first reason; null where there is none.
     *
     * @param types that the node class can be launched as
     */
    public static @Nullable String of(
            NodeClaim claim, Instance instance, ResolvedNodeClass nodeClass, List<InstanceType> types) {
        if (templateChanged(claim.meta().annotations(), nodeClass)) {
            return "NodeClassDrift";
        }
        if (imageChanged(instance, nodeClass, types)) {
            return "AMIDrift";
        }
        if (!nodeClass.securityGroups().isEmpty() && !instance.securityGroups().equals(groups(nodeClass))) {
            return "SecurityGroupDrift";
        }
        if (!nodeClass.subnets().isEmpty()
                && nodeClass.subnets().stream().noneMatch(subnet -> subnet.id().equals(instance.subnetId()))) {
            return "SubnetDrift";
        }
        boolean reservationLeft = !instance.reservation().isEmpty()
                && nodeClass.reservations().stream()
                        .noneMatch(reserved -> reserved.reservation().id().equals(instance.reservation()));
        return reservationLeft ? "CapacityReservationDrift" : null;
    }

    private static boolean templateChanged(Labels annotations, ResolvedNodeClass nodeClass) {
        String then = annotations.get(NodeClassHash.ANNOTATION);
        return then != null
                && annotations.has(NodeClassHash.VERSION_ANNOTATION, NodeClassHash.VERSION)
                && !then.equals(nodeClass.nodeClass().hash());
    }

    private static boolean imageChanged(Instance instance, ResolvedNodeClass nodeClass, List<InstanceType> types) {
        Optional<String> today = types.stream()
                .filter(type -> type.name().equals(instance.type()))
                .findFirst()
                .flatMap(type -> Amis.of(type, nodeClass))
                .map(ResolvedNodeClass.Ami::id);
        return today.isPresent() && !today.get().equals(instance.imageId());
    }

    private static List<String> groups(ResolvedNodeClass nodeClass) {
        return nodeClass.securityGroups().stream()
                .map(ResolvedNodeClass.SecurityGroup::id)
                .sorted()
                .toList();
    }
}
