package dev.nodecast.aws.ec2.nodeclass;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an EC2NodeClass asks for, field by field as the API names it; null is what is not given. What scheduling needs of
 * it stands in {@link dev.nodecast.scheduler.model.Ec2NodeClass} too, by the one reader of manifests.
 *
 * @param kubelet as written: AL2023 hands it on to kubelet whatever it holds
 * @param placementGroupSelector not supported: its presence is reported
 * @param networkInterfaces not supported: its presence is reported
 */
public record NodeClassSpec(
        List<Term> subnetSelectorTerms,
        List<Term> securityGroupSelectorTerms,
        List<AmiTerm> amiSelectorTerms,
        List<ReservationTerm> capacityReservationSelectorTerms,
        @Nullable String amiFamily,
        @Nullable String userData,
        @Nullable String role,
        @Nullable String instanceProfile,
        SortedMap<String, String> tags,
        SortedMap<String, Object> kubelet,
        List<BlockDeviceMapping> blockDeviceMappings,
        @Nullable String instanceStorePolicy,
        @Nullable Boolean detailedMonitoring,
        @Nullable Boolean associatePublicIPAddress,
        @Nullable Integer ipPrefixCount,
        @Nullable MetadataOptions metadataOptions,
        @Nullable String context,
        @Nullable ConnectionTracking connectionTracking,
        @Nullable CpuOptions cpuOptions,
        @Nullable Object placementGroupSelector,
        @Nullable List<Object> networkInterfaces) {

    /** A selector of subnets or security groups: an id, a name, or tags of which all must match ({@code *} is any value). */
    public record Term(@Nullable String id, @Nullable String name, SortedMap<String, String> tags) {
        public Term {
            tags = sorted(tags);
        }
    }

    /** A selector of images. */
    public record AmiTerm(
            @Nullable String alias,
            @Nullable String id,
            @Nullable String name,
            @Nullable String owner,
            @Nullable String ssmParameter,
            SortedMap<String, String> tags) {
        public AmiTerm {
            tags = sorted(tags);
        }
    }

    /** A selector of capacity reservations. */
    public record ReservationTerm(
            @Nullable String id,
            @Nullable String ownerID,
            @Nullable String instanceMatchCriteria,
            SortedMap<String, String> tags) {
        public ReservationTerm {
            tags = sorted(tags);
        }
    }

    /** A volume. */
    public record BlockDeviceMapping(
            @Nullable String deviceName,
            @Nullable Ebs ebs,
            @Nullable Boolean rootVolume) {}

    /**
     * An EBS volume.
     *
     * @param volumeSize a quantity such as {@code 100Gi}
     */
    public record Ebs(
            @Nullable Boolean deleteOnTermination,
            @Nullable Boolean encrypted,
            @Nullable Integer iops,
            @Nullable String kmsKeyID,
            @Nullable String snapshotID,
            @Nullable Integer throughput,
            @Nullable Integer volumeInitializationRate,
            @Nullable String volumeSize,
            @Nullable String volumeType) {}

    /** How the instance's metadata service answers. */
    public record MetadataOptions(
            @Nullable String httpEndpoint,
            @Nullable String httpProtocolIPv6,
            @Nullable Integer httpPutResponseHopLimit,
            @Nullable String httpTokens) {}

    /** After how many idle seconds connections are forgotten. */
    public record ConnectionTracking(
            @Nullable Integer tcpEstablishedTimeout,
            @Nullable Integer udpStreamTimeout,
            @Nullable Integer udpTimeout) {}

    /** {@code enabled} or {@code disabled}. */
    public record CpuOptions(@Nullable String nestedVirtualization) {}

    public NodeClassSpec {
        subnetSelectorTerms = listed(subnetSelectorTerms);
        securityGroupSelectorTerms = listed(securityGroupSelectorTerms);
        amiSelectorTerms = listed(amiSelectorTerms);
        capacityReservationSelectorTerms = listed(capacityReservationSelectorTerms);
        blockDeviceMappings = listed(blockDeviceMappings);
        tags = sorted(tags);
        kubelet = sorted(kubelet);
    }

    /** Whether local disks are made the node's storage. */
    public boolean raid0() {
        return "RAID0".equals(instanceStorePolicy);
    }

    /** Absent in JSON is null here. */
    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static <V> SortedMap<String, V> sorted(@Nullable Map<String, V> map) {
        return map == null ? new TreeMap<>() : new TreeMap<>(map);
    }
}
