package dev.nodecast.aws.ec2.catalog;

import dev.nodecast.scheduler.catalog.DiskFacts;
import dev.nodecast.scheduler.catalog.Gpus;
import dev.nodecast.scheduler.catalog.InstanceFacts;
import dev.nodecast.scheduler.catalog.InstanceTrait;
import dev.nodecast.scheduler.catalog.NetworkFacts;
import dev.nodecast.scheduler.model.InstanceType;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.EbsOptimizedInfo;
import software.amazon.awssdk.services.ec2.model.GpuDeviceInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.NetworkCardInfo;
import software.amazon.awssdk.services.ec2.model.NeuronDeviceInfo;
import software.amazon.awssdk.services.ec2.model.UsageClassType;

/**
 * An instance type as EC2 describes it ({@code pkg/providers/instancetype/types.go} of karpenter-provider-aws).
 *
 * @param labels beside those that follow from the facts
 * @param accelerators AWS's own, by resource
 */
record DescribedType(InstanceFacts facts, SortedMap<String, String> labels, SortedMap<String, Long> accelerators) {

    private static final String PREFIX = "karpenter.k8s.aws/";
    private static final Map<String, String> ARCHITECTURES = Map.of("x86_64", "amd64", "arm64", "arm64");
    private static final double MBPS_PER_GBPS = 1_000;

    /** Empty where it cannot be a node: another architecture, or a name that is none. */
    static Optional<DescribedType> of(InstanceTypeInfo info, @Nullable InstanceFacts bundled) {
        String name = info.instanceTypeAsString();
        Optional<String> arch = info.processorInfo().supportedArchitecturesAsStrings().stream()
                .map(ARCHITECTURES::get)
                .filter(known -> known != null)
                .findFirst();
        if (arch.isEmpty() || info.memoryInfo() == null || info.networkInfo() == null) {
            return Optional.empty();
        }
        try {
            InstanceFacts facts = new InstanceFacts(
                    name,
                    new InstanceFacts.Cpu(
                            arch.get(),
                            manufacturer(info, bundled),
                            info.vCpuInfo().defaultVCpus()),
                    info.memoryInfo().sizeInMiB(),
                    gpus(info, bundled),
                    network(info, bundled),
                    disk(info),
                    traits(info));
            return Optional.of(new DescribedType(facts, labels(info), accelerators(info)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The type with what is known here only. */
    InstanceType completed(InstanceType type) {
        SortedMap<String, List<String>> all = new TreeMap<>(type.labels());
        labels.forEach((key, value) -> all.put(key, List.of(value)));
        return new InstanceType(
                type.name(),
                accelerators.entrySet().stream()
                        .reduce(
                                type.capacity(),
                                (capacity, one) -> capacity.with(one.getKey(), one.getValue()),
                                (one, _) -> one),
                type.overhead(),
                all,
                type.offerings(),
                type.overlaid());
    }

    private static String manufacturer(InstanceTypeInfo info, @Nullable InstanceFacts bundled) {
        String stated = info.processorInfo().manufacturer();
        return stated == null || stated.isEmpty()
                ? bundled == null ? "" : bundled.cpu().manufacturer()
                : hyphenated(stated);
    }

    /** Only what all devices are counts as a label; types with several kinds have none. */
    private static Gpus gpus(InstanceTypeInfo info, @Nullable InstanceFacts bundled) {
        if (info.gpuInfo() == null || info.gpuInfo().gpus().size() != 1) {
            return Gpus.NONE;
        }
        GpuDeviceInfo gpu = info.gpuInfo().gpus().getFirst();
        // fractions of a GPU are described as none
        int count = gpu.count() == null || gpu.count() == 0
                ? bundled == null ? 0 : bundled.gpus().count()
                : gpu.count();
        return count == 0
                ? Gpus.NONE
                : new Gpus(
                        hyphenated(gpu.manufacturer()),
                        hyphenated(gpu.name()),
                        count,
                        gpu.memoryInfo() == null ? 0 : gpu.memoryInfo().sizeInMiB());
    }

    private static NetworkFacts network(InstanceTypeInfo info, @Nullable InstanceFacts bundled) {
        List<NetworkCardInfo> cards = info.networkInfo().networkCards();
        Integer first = info.networkInfo().defaultNetworkCardIndex();
        int enis = cards.stream()
                .filter(card -> first == null || first.equals(card.networkCardIndex()))
                .findFirst()
                .map(NetworkCardInfo::maximumNetworkInterfaces)
                .orElse(info.networkInfo().maximumNetworkInterfaces());
        long baseline = bundled == null ? mbps(cards, false) : bundled.network().baselineMbps();
        long peak = bundled == null ? mbps(cards, true) : bundled.network().peakMbps();
        return new NetworkFacts(enis, info.networkInfo().ipv4AddressesPerInterface(), baseline, peak);
    }

    private static long mbps(List<NetworkCardInfo> cards, boolean peak) {
        return Math.round(cards.stream()
                        .map(peak ? NetworkCardInfo::peakBandwidthInGbps : NetworkCardInfo::baselineBandwidthInGbps)
                        .filter(gbps -> gbps != null)
                        .mapToDouble(Double::doubleValue)
                        .sum()
                * MBPS_PER_GBPS);
    }

    private static DiskFacts disk(InstanceTypeInfo info) {
        EbsOptimizedInfo ebs = info.ebsInfo() == null ? null : info.ebsInfo().ebsOptimizedInfo();
        Long local = info.instanceStorageInfo() == null
                ? null
                : info.instanceStorageInfo().totalSizeInGB();
        boolean nvme = info.instanceStorageInfo() != null
                && !"unsupported".equals(info.instanceStorageInfo().nvmeSupportAsString());
        return new DiskFacts(
                ebs == null || ebs.baselineBandwidthInMbps() == null ? 0 : ebs.baselineBandwidthInMbps(),
                ebs == null || ebs.maximumBandwidthInMbps() == null ? 0 : ebs.maximumBandwidthInMbps(),
                local == null || !nvme ? 0 : local);
    }

    private static Set<InstanceTrait> traits(InstanceTypeInfo info) {
        EnumSet<InstanceTrait> traits = EnumSet.noneOf(InstanceTrait.class);
        if (Boolean.TRUE.equals(info.bareMetal())) {
            traits.add(InstanceTrait.BARE_METAL);
        }
        if (Boolean.TRUE.equals(info.burstablePerformanceSupported())) {
            traits.add(InstanceTrait.BURSTABLE);
        }
        if (info.supportedUsageClasses().contains(UsageClassType.SPOT)) {
            traits.add(InstanceTrait.SPOT);
        }
        return traits;
    }

    private static SortedMap<String, String> labels(InstanceTypeInfo info) {
        SortedMap<String, String> labels = new TreeMap<>();
        if (info.hypervisor() != null) {
            labels.put(PREFIX + "instance-hypervisor", info.hypervisorAsString());
        }
        if (info.networkInfo().encryptionInTransitSupported() != null) {
            labels.put(
                    PREFIX + "instance-encryption-in-transit-supported",
                    info.networkInfo().encryptionInTransitSupported().toString());
        }
        Double clock = info.processorInfo().sustainedClockSpeedInGhz();
        if (clock != null) {
            labels.put(
                    PREFIX + "instance-cpu-sustained-clock-speed-mhz",
                    Long.toString(Math.round(clock * MBPS_PER_GBPS)));
        }
        if (info.neuronInfo() != null && info.neuronInfo().neuronDevices().size() == 1) {
            NeuronDeviceInfo device = info.neuronInfo().neuronDevices().getFirst();
            labels.put(PREFIX + "instance-accelerator-name", hyphenated(device.name()));
            labels.put(PREFIX + "instance-accelerator-manufacturer", "aws");
            labels.put(PREFIX + "instance-accelerator-count", String.valueOf(device.count()));
        }
        return labels;
    }

    private static SortedMap<String, Long> accelerators(InstanceTypeInfo info) {
        SortedMap<String, Long> accelerators = new TreeMap<>();
        if (info.neuronInfo() != null) {
            for (NeuronDeviceInfo device : info.neuronInfo().neuronDevices()) {
                accelerators.merge("aws.amazon.com/neuron", (long) device.count(), Long::sum);
                if (device.coreInfo() != null) {
                    accelerators.merge(
                            "aws.amazon.com/neuroncore",
                            (long) device.count() * device.coreInfo().count(),
                            Long::sum);
                }
            }
        }
        return accelerators;
    }

    private static String hyphenated(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
