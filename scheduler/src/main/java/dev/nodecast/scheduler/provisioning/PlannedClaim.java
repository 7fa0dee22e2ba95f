package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;

/**
 * A node to be asked for.
 *
 * @param pods the pods it is for
 * @param requests of the pods and of the daemonsets that run on every one of its types
 * @param requirements what the node must be; the host's name is not part of it
 * @param options the types it may be, in the order of launch: ascending price of the cheapest offering that is available
 *     and allowed, equal prices by name
 * @param minValuesRelaxed whether fewer values than asked for are left
 */
public record PlannedClaim(
        NodePool nodePool,
        List<Pod> pods,
        Resources requests,
        Requirements requirements,
        List<InstanceType> options,
        boolean minValuesRelaxed) {

    public PlannedClaim {
        pods = List.copyOf(pods);
        options = List.copyOf(options);
    }

    /** The same claim with fewer types, which keep their order. */
    public PlannedClaim withOptions(List<InstanceType> fewer) {
        return new PlannedClaim(nodePool, pods, requests, requirements, fewer, minValuesRelaxed);
    }

    /** The same claim under other requirements; its types are put in the order of the prices these allow. */
    public PlannedClaim withRequirements(Requirements others) {
        List<InstanceType> ordered = LaunchOrder.byPrice(options, others);
        return new PlannedClaim(nodePool, pods, requests, others, ordered, minValuesRelaxed);
    }
}
