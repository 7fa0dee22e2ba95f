package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.Resources;
import org.jspecify.annotations.Nullable;

/**
 * What a node class, its kubelet configuration and Karpenter's own options say about the size of nodes.
 *
 * @param maxPods kubelet's {@code maxPods}; null means what the network interfaces allow
 * @param podsPerCore kubelet's {@code podsPerCore}; 0 means no such limit
 * @param prefixDelegation whether the VPC CNI assigns /28 prefixes; the pod limit is then that of AWS's max-pods calculator
 * @param reservedEnis interfaces kept for custom networking ({@code --reserved-enis})
 * @param vmMemoryOverhead share of memory that the hypervisor keeps ({@code --vm-memory-overhead-percent}), 0.075
 * @param memoryReservedByEniLimit whether memory is reserved for as many pods as the interfaces allow, whatever {@code
 *     maxPods} says, as on AL2 and AL2023; Bottlerocket reserves by {@code maxPods}
 * @param ephemeralStorageBytes size of the root volume that pods use
 * @param instanceStoreRaid0 whether local NVMe disks replace it ({@code instanceStorePolicy: RAID0})
 * @param kubelet reservations that replace the computed ones
 */
public record NodeSizingOptions(
        @Nullable Integer maxPods,
        int podsPerCore,
        boolean prefixDelegation,
        int reservedEnis,
        double vmMemoryOverhead,
        boolean memoryReservedByEniLimit,
        long ephemeralStorageBytes,
        boolean instanceStoreRaid0,
        Reservations kubelet) {

    private static final long DEFAULT_ROOT_VOLUME_BYTES = 20L << 30;

    /**
     * Reservations of the kubelet configuration; what they name replaces the computed amount.
     *
     * @param evictionHard amounts of {@code memory.available} and {@code nodefs.available} as resources memory and
     *     ephemeral-storage
     */
    public record Reservations(Resources kubeReserved, Resources systemReserved, Resources evictionHard) {

        public static final Reservations NONE = new Reservations(Resources.NONE, Resources.NONE, Resources.NONE);
    }

    /** Karpenter's defaults for AL2 and AL2023: a 20 GiB root volume and nothing configured. */
    public static final NodeSizingOptions DEFAULT =
            new NodeSizingOptions(null, 0, false, 0, 0.075, true, DEFAULT_ROOT_VOLUME_BYTES, false, Reservations.NONE);

    public NodeSizingOptions withMaxPods(@Nullable Integer pods) {
        return new NodeSizingOptions(
                pods,
                podsPerCore,
                prefixDelegation,
                reservedEnis,
                vmMemoryOverhead,
                memoryReservedByEniLimit,
                ephemeralStorageBytes,
                instanceStoreRaid0,
                kubelet);
    }

    public NodeSizingOptions withPrefixDelegation(boolean enabled) {
        return new NodeSizingOptions(
                maxPods,
                podsPerCore,
                enabled,
                reservedEnis,
                vmMemoryOverhead,
                memoryReservedByEniLimit,
                ephemeralStorageBytes,
                instanceStoreRaid0,
                kubelet);
    }

    /** The size of the root volume, and whether local disks replace it. */
    public NodeSizingOptions withDisk(long rootVolumeBytes, boolean raid0) {
        return new NodeSizingOptions(
                maxPods,
                podsPerCore,
                prefixDelegation,
                reservedEnis,
                vmMemoryOverhead,
                memoryReservedByEniLimit,
                rootVolumeBytes,
                raid0,
                kubelet);
    }

    public NodeSizingOptions withKubelet(Reservations reservations) {
        return new NodeSizingOptions(
                maxPods,
                podsPerCore,
                prefixDelegation,
                reservedEnis,
                vmMemoryOverhead,
                memoryReservedByEniLimit,
                ephemeralStorageBytes,
                instanceStoreRaid0,
                reservations);
    }
}
