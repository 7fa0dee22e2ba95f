package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Resources;
import org.jspecify.annotations.Nullable;

/**
 * What a node class, its kubelet configuration and Karpenter's own options say about the size of nodes.
 *
 * @param family of the machine image
 * @param pods how many pods a node takes
 * @param vmMemoryOverhead share of memory that the hypervisor keeps ({@code --vm-memory-overhead-percent}), 0.075
 * @param disk what pods can write to
 * @param kubelet reservations that replace the computed ones
 */
public record NodeSizingOptions(
        AmiFamily family, PodLimit pods, double vmMemoryOverhead, Disk disk, Reservations kubelet) {

    /**
     * How many pods a node takes.
     *
     * @param maxPods kubelet's {@code maxPods}; null means what the network interfaces allow
     * @param podsPerCore kubelet's {@code podsPerCore}; 0 means no such limit
     * @param prefixDelegation whether the VPC CNI assigns /28 prefixes; the limit is then that of AWS's calculator
     * @param reservedEnis interfaces kept for custom networking ({@code --reserved-enis})
     */
    public record PodLimit(@Nullable Integer maxPods, int podsPerCore, boolean prefixDelegation, int reservedEnis) {

        static final PodLimit OF_INTERFACES = new PodLimit(null, 0, false, 0);
    }

    /**
     * What pods can write to.
     *
     * @param volumeBytes size of the volume that they use
     * @param raid0 whether local NVMe disks replace it where there are some ({@code instanceStorePolicy: RAID0})
     */
    public record Disk(long volumeBytes, boolean raid0) {}

    /**
     * Reservations of the kubelet configuration; what they name replaces the computed amount.
     *
     * @param evictionHard thresholds by signal as written, such as {@code memory.available: 5%}
     */
    public record Reservations(Resources kubeReserved, Resources systemReserved, Labels evictionHard) {

        public static final Reservations NONE = new Reservations(Resources.NONE, Resources.NONE, Labels.NONE);
    }

    /** Karpenter's defaults for AL2023: a 20 GiB volume and nothing configured. */
    public static final NodeSizingOptions DEFAULT = new NodeSizingOptions(
            AmiFamily.AL2023, PodLimit.OF_INTERFACES, 0.075, new Disk(20L << 30, false), Reservations.NONE);

    /** What a node class asks for, with Karpenter's own options at their defaults. */
    public static NodeSizingOptions of(Ec2NodeClass nodeClass) {
        AmiFamily family = AmiFamily.of(nodeClass);
        Ec2NodeClass.Kubelet kubelet = nodeClass.kubelet();
        Integer perCore = kubelet.podsPerCore();
        return new NodeSizingOptions(
                family,
                new PodLimit(kubelet.maxPods(), perCore == null ? 0 : perCore, false, 0),
                DEFAULT.vmMemoryOverhead,
                new Disk(family.podVolumeBytes(nodeClass), nodeClass.instanceStoreRaid0()),
                new Reservations(kubelet.kubeReserved(), kubelet.systemReserved(), kubelet.evictionHard()));
    }

    public NodeSizingOptions withFamily(AmiFamily newFamily) {
        return new NodeSizingOptions(newFamily, pods, vmMemoryOverhead, disk, kubelet);
    }

    public NodeSizingOptions withPods(PodLimit limit) {
        return new NodeSizingOptions(family, limit, vmMemoryOverhead, disk, kubelet);
    }

    /** The size of the volume that pods use, and whether local disks replace it. */
    public NodeSizingOptions withDisk(long volumeBytes, boolean raid0) {
        return new NodeSizingOptions(family, pods, vmMemoryOverhead, new Disk(volumeBytes, raid0), kubelet);
    }

    public NodeSizingOptions withKubelet(Reservations reservations) {
        return new NodeSizingOptions(family, pods, vmMemoryOverhead, disk, reservations);
    }
}
