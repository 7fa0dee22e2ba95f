package dev.nodecast.sim.world.spec;

import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.random.Distribution;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * From an instance that runs to a node that offers all it has; and how long a lost node lingers.
 *
 * @param bootS seconds from running to the kubelet's registration
 * @param readyS seconds from registration to Ready (network plug-in)
 * @param startupTaintsS seconds from Ready until whoever owns the startup taints has removed them
 * @param devicePluginS seconds from Ready until device plug-ins have registered their resources
 * @param offeredDevices the extended resources (such as {@code nvidia.com/gpu}) for which a device plug-in is installed; a
 *     node never offers any other extended resource
 * @param lostNodeS seconds from the loss of an instance until its Node is NotReady and the cloud controller deletes it
 *     (node monitor grace period, 40 s, and a period of the controller)
 * @param podGcS seconds from the deletion of a Node until the pod garbage collector removes its pods (40 s of quarantine
 *     and up to 20 s of period)
 */
public record NodeStartup(
        Distribution bootS,
        Distribution readyS,
        Distribution startupTaintsS,
        Distribution devicePluginS,
        Set<String> offeredDevices,
        Distribution lostNodeS,
        Distribution podGcS) {

    /**
     * Near the middle of what is published for EKS GPU nodes: a node Ready 45–90 s after the launch, its GPU visible
     * 20–60 s later.
     */
    public static final NodeStartup DEFAULT = new NodeStartup(
            Distribution.lognormal(37, 0.25),
            Distribution.lognormal(12, 0.3),
            Distribution.constant(0),
            Distribution.uniform(20, 60),
            Set.of(Resources.NVIDIA_GPU),
            Distribution.constant(45),
            Distribution.uniform(40, 60));

    /** Nodes are complete the moment their instance runs. */
    public static final NodeStartup INSTANT = new NodeStartup(
            Distribution.constant(0),
            Distribution.constant(0),
            Distribution.constant(0),
            Distribution.constant(0),
            Set.of(Resources.NVIDIA_GPU),
            Distribution.constant(0),
            Distribution.constant(0));

    public NodeStartup {
        offeredDevices = Collections.unmodifiableSet(new LinkedHashSet<>(offeredDevices));
    }

    public NodeStartup withOfferedDevices(Set<String> plugins) {
        return new NodeStartup(bootS, readyS, startupTaintsS, devicePluginS, plugins, lostNodeS, podGcS);
    }
}
