package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import java.util.List;
import java.util.Optional;

/**
 * A launch that is to be made.
 *
 * @param types that the node class can be launched as, at the cloud's own prices
 */
public record LaunchOrder(
        LaunchRequest request, NodeClaim claim, ResolvedNodeClass nodeClass, List<InstanceType> types) {

    Optional<InstanceType> type(String name) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
