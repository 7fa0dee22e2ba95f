package dev.nodecast.scheduler.journal;

import dev.nodecast.scheduler.model.ObjectKey;
import java.util.List;

/** One decision of the control loops. Every decision carries its cause; refusals are decisions too. */
public sealed interface Decision {

    /**
     * A node was asked for.
     *
     * @param cause provisioning, or the disruption command it replaces nodes for
     * @param pods how many pods it is for
     * @param instanceTypes the names that it may be, in the order of their price
     */
    record NodeRequested(String nodeClaim, String nodePool, String cause, int pods, List<String> instanceTypes)
            implements Decision {
        public NodeRequested {
            instanceTypes = List.copyOf(instanceTypes);
        }
    }

    /**
     * New nodes were packed at the least cost. Costs are micro-USD per hour.
     *
     * @param bound no packing of the same pods costs less
     * @param greedyMicroUsdPerHour what Karpenter's packing would cost
     * @param steps of search that it took
     */
    record NodesPacked(int nodes, long microUsdPerHour, long bound, long greedyMicroUsdPerHour, long steps)
            implements Decision {}

    /** A pending pod for which no node can be made, and why. */
    record PodUnschedulable(ObjectKey pod, String reason) implements Decision {}

    record NodeLaunched(
            String nodeClaim, String instanceType, String zone, String capacityType, long priceMicroUsdPerHour)
            implements Decision {}

    /** A launch failed; the claim is given up and its pods are planned anew. */
    record LaunchFailed(String nodeClaim, String reason) implements Decision {}

    record NodeRegistered(String nodeClaim, String node) implements Decision {}

    record NodeInitialized(String nodeClaim) implements Decision {}

    /**
     * Nodes are to go, at the disruption controller's wish.
     *
     * @param savedMicroUsdPerHour what the nodes cost, less the lowest prices of their replacements; 0 where the price is
     *     not looked at
     */
    record Disrupt(
            String method,
            String reason,
            List<String> nodeClaims,
            List<String> replacements,
            long savedMicroUsdPerHour,
            String why)
            implements Decision {
        public Disrupt {
            nodeClaims = List.copyOf(nodeClaims);
            replacements = List.copyOf(replacements);
        }
    }

    /** A disruption command was given up before it was carried out. */
    record DisruptionAbandoned(List<String> nodeClaims, String why) implements Decision {
        public DisruptionAbandoned {
            nodeClaims = List.copyOf(nodeClaims);
        }
    }

    /** A node is terminated: its cause is a disruption reason, Expired, Interrupted, or a failure. */
    record NodeTerminating(String nodeClaim, String cause) implements Decision {}

    record NodeTerminated(String nodeClaim, String cause) implements Decision {}

    /** A broken node is left alone, because too many nodes of its pool are broken. */
    record RepairBlocked(String nodeClaim, String condition) implements Decision {}

    /** An instance that no claim knows is terminated. */
    record InstanceCollected(String providerId) implements Decision {}

    record InterruptionReceived(String nodeClaim, String kind) implements Decision {}

    record Scaled(String workload, int from, int to, String why) implements Decision {}
}
