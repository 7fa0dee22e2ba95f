package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.Ec2NodeClass;
import java.util.Locale;
import java.util.Optional;

/**
 * Kinds of machine images that Karpenter's AWS provider knows, with what they mean for the size of nodes
 * (karpenter-provider-aws at 1d927085dd81, {@code pkg/providers/amifamily}).
 */
public enum AmiFamily {
    AL2("/dev/xvda", 20),
    AL2023("/dev/xvda", 20),
    /** Its first volume holds the system, the second what pods write. */
    BOTTLEROCKET("/dev/xvdb", 20),
    WINDOWS("/dev/sda1", 50),
    /** Nothing is known of its devices. */
    CUSTOM("", 20);

    private static final long GIB = 1L << 30;

    private final String podDevice;
    private final long defaultGib;

    AmiFamily(String podDevice, long defaultGib) {
        this.podDevice = podDevice;
        this.defaultGib = defaultGib;
    }

    /** The family of a node class: as it states, else that of its alias, else a custom one. */
    public static AmiFamily of(Ec2NodeClass nodeClass) {
        String stated = nodeClass.amiFamily();
        if (stated != null) {
            return named(stated);
        }
        Optional<String> alias = nodeClass.amiTerms().stream()
                .map(Ec2NodeClass.AmiTerm::alias)
                .filter(a -> !a.isEmpty())
                .findFirst();
        return alias.map(a -> named(a.contains("@") ? a.substring(0, a.indexOf('@')) : a))
                .orElse(CUSTOM);
    }

    private static AmiFamily named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("windows")) {
            return WINDOWS;
        }
        for (AmiFamily family : values()) {
            if (family.name().toLowerCase(Locale.ROOT).equals(lower)) {
                return family;
            }
        }
        return CUSTOM;
    }

    /** Whether memory is reserved for as many pods as the interfaces allow, whatever {@code maxPods} says. */
    boolean reservesByEniLimit() {
        return this != BOTTLEROCKET && this != WINDOWS;
    }

    /** Whether kubelet's {@code podsPerCore} is honoured. */
    boolean honoursPodsPerCore() {
        return this != BOTTLEROCKET;
    }

    /** Whether each pod takes an address of the node's interfaces. */
    boolean limitedByEnis() {
        return this != WINDOWS;
    }

    /** The size of the volume that pods write to, of a node class with these block devices. */
    long podVolumeBytes(Ec2NodeClass nodeClass) {
        Optional<Long> stated = rootVolume(nodeClass);
        if (stated.isEmpty() && !nodeClass.blockDevices().isEmpty()) {
            stated = this == CUSTOM
                    ? Optional.ofNullable(nodeClass.blockDevices().getLast().sizeBytes())
                    : sizeOf(nodeClass, podDevice);
        }
        return stated.orElse(defaultGib * GIB);
    }

    private static Optional<Long> rootVolume(Ec2NodeClass nodeClass) {
        return nodeClass.blockDevices().stream()
                .filter(Ec2NodeClass.BlockDevice::rootVolume)
                .findFirst()
                .map(Ec2NodeClass.BlockDevice::sizeBytes);
    }

    private static Optional<Long> sizeOf(Ec2NodeClass nodeClass, String device) {
        return nodeClass.blockDevices().stream()
                .filter(b -> b.deviceName().equals(device))
                .findFirst()
                .map(Ec2NodeClass.BlockDevice::sizeBytes);
    }
}
