package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.manifest.grammar.Quantity;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The size of nodes by their EC2NodeClass: Karpenter's AWS provider, {@code pkg/providers/instancetype/types.go}. */
public final class NodeClassSizing {

    private static final List<String> ROOT_DEVICES = List.of("/dev/xvda", "/dev/sda1");
    private static final String BOTTLEROCKET_DATA = "/dev/xvdb";

    private NodeClassSizing() {}

    /** What the class says about sizes; Karpenter's defaults where it says nothing. */
    public static NodeSizingOptions of(Ec2NodeClass nodeClass) {
        NodeSizingOptions defaults = NodeSizingOptions.DEFAULT;
        Ec2NodeClass.Kubelet kubelet = nodeClass.kubelet();
        Integer perCore = kubelet.podsPerCore();
        return new NodeSizingOptions(
                kubelet.maxPods(),
                perCore == null ? defaults.podsPerCore() : perCore,
                defaults.prefixDelegation(),
                defaults.reservedEnis(),
                defaults.vmMemoryOverhead(),
                !bottlerocket(nodeClass),
                volumeBytes(nodeClass).orElse(defaults.ephemeralStorageBytes()),
                nodeClass.instanceStoreRaid0(),
                new NodeSizingOptions.Reservations(
                        kubelet.kubeReserved(), kubelet.systemReserved(), evictionHard(kubelet.evictionHard())));
    }

    private static boolean bottlerocket(Ec2NodeClass nodeClass) {
        Stream<String> aliases = nodeClass.amiTerms().stream().map(Ec2NodeClass.AmiTerm::alias);
        String family = nodeClass.amiFamily();
        return Stream.concat(aliases, Stream.of(family == null ? "" : family))
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("bottlerocket"));
    }

    /** The root volume by its mark, else the device that the image family keeps pods' data on. */
    private static Optional<Long> volumeBytes(Ec2NodeClass nodeClass) {
        List<String> devices = bottlerocket(nodeClass) ? List.of(BOTTLEROCKET_DATA) : ROOT_DEVICES;
        List<Ec2NodeClass.BlockDevice> sized = nodeClass.blockDevices().stream()
                .filter(device -> device.sizeBytes() != null)
                .toList();
        return sized.stream()
                .filter(Ec2NodeClass.BlockDevice::rootVolume)
                .findFirst()
                .or(() -> sized.stream()
                        .filter(device -> devices.contains(device.deviceName()))
                        .findFirst())
                .map(Ec2NodeClass.BlockDevice::sizeBytes);
    }

    /** Thresholds that are amounts; shares of the node keep their defaults. */
    private static Resources evictionHard(Labels thresholds) {
        Resources amounts = Resources.NONE;
        amounts = with(amounts, Resources.MEMORY, thresholds.get("memory.available"));
        return with(amounts, Resources.EPHEMERAL_STORAGE, thresholds.get("nodefs.available"));
    }

    private static Resources with(Resources amounts, String resource, @Nullable String text) {
        OptionalLong amount =
                text == null ? OptionalLong.empty() : Quantity.parse(text).map(Quantity::units).orElse(OptionalLong.empty());
        return amount.isPresent() ? amounts.with(resource, amount.getAsLong()) : amounts;
    }
}
