package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.Tags;
import dev.nodecast.aws.ec2.nodeclass.NodeClassSpec;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.ec2.userdata.NodeSetup;
import dev.nodecast.aws.ec2.userdata.UserData;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateCapacityReservationSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;

/** Writes a node class down as a launch template ({@code pkg/providers/launchtemplate/types.go}). */
final class TemplateData {

    private static final int HOPS = 2;

    private TemplateData() {}

    /**
     * One kind of instance.
     *
     * @param reservation that it is launched into; null where it is not reserved
     */
    record Kind(String ami, NodeSetup setup, String capacityType, Offering.@Nullable Reservation reservation) {}

    static LaunchTemplate of(ResolvedNodeClass nodeClass, Kind kind, SortedMap<String, String> tags) {
        String userData = UserData.text(kind.setup);
        NodeClassSpec spec = nodeClass.nodeClass().spec();
        RequestLaunchTemplateData.Builder data = RequestLaunchTemplateData.builder()
                .imageId(kind.ami)
                .userData(Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8)))
                .iamInstanceProfile(p -> p.name(nodeClass.instanceProfile()))
                .monitoring(m -> m.enabled(Boolean.TRUE.equals(spec.detailedMonitoring())))
                .metadataOptions(
                        metadata(spec.metadataOptions(), kind.setup.cluster().ipv6()))
                .blockDeviceMappings(BlockDevices.of(nodeClass.nodeClass()))
                .networkInterfaces(
                        networkInterface(nodeClass, kind.setup.cluster().ipv6()))
                .capacityReservationSpecification(reservation(kind))
                .tagSpecifications(tagged(tags, kind.capacityType));
        Offering.Reservation reservation = kind.reservation;
        if (reservation != null && reservation.type().equals(Offering.Reservation.CAPACITY_BLOCK)) {
            data.instanceMarketOptions(m -> m.marketType("capacity-block"));
        } else if (reservation != null && reservation.interruptible()) {
            data.instanceMarketOptions(m -> m.marketType("interruptible-capacity-reservation"));
        }
        NodeClassSpec.CpuOptions cpu = spec.cpuOptions();
        if (cpu != null && cpu.nestedVirtualization() != null) {
            data.cpuOptions(c -> c.nestedVirtualization(cpu.nestedVirtualization()));
        }
        return new LaunchTemplate(data.build(), userData, tags);
    }

    /**
     * Instance tags in the metadata service are always off: EC2 takes no slash in a tag's name there, and an account's default
     * could switch it on.
     */
    private static LaunchTemplateInstanceMetadataOptionsRequest metadata(
            NodeClassSpec.@Nullable MetadataOptions stated, boolean ipv6) {
        LaunchTemplateInstanceMetadataOptionsRequest.Builder options =
                LaunchTemplateInstanceMetadataOptionsRequest.builder().instanceMetadataTags("disabled");
        return stated == null
                ? options.httpEndpoint("enabled")
                        .httpProtocolIpv6(ipv6 ? "enabled" : "disabled")
                        .httpPutResponseHopLimit(HOPS)
                        .httpTokens("required")
                        .build()
                : options.httpEndpoint(stated.httpEndpoint())
                        .httpProtocolIpv6(stated.httpProtocolIPv6())
                        .httpPutResponseHopLimit(stated.httpPutResponseHopLimit())
                        .httpTokens(stated.httpTokens())
                        .build();
    }

    private static LaunchTemplateInstanceNetworkInterfaceSpecificationRequest networkInterface(
            ResolvedNodeClass nodeClass, boolean ipv6) {
        NodeClassSpec spec = nodeClass.nodeClass().spec();
        LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.Builder first =
                LaunchTemplateInstanceNetworkInterfaceSpecificationRequest.builder()
                        .deviceIndex(0)
                        .associatePublicIpAddress(spec.associatePublicIPAddress())
                        .groups(nodeClass.securityGroups().stream()
                                .map(ResolvedNodeClass.SecurityGroup::id)
                                .toList());
        if (ipv6) {
            first.primaryIpv6(true).ipv6AddressCount(1).ipv6PrefixCount(spec.ipPrefixCount());
        } else {
            first.ipv4PrefixCount(spec.ipPrefixCount());
        }
        NodeClassSpec.ConnectionTracking tracking = spec.connectionTracking();
        if (tracking != null) {
            first.connectionTrackingSpecification(t -> t.tcpEstablishedTimeout(tracking.tcpEstablishedTimeout())
                    .udpStreamTimeout(tracking.udpStreamTimeout())
                    .udpTimeout(tracking.udpTimeout()));
        }
        return first.build();
    }

    /** Only what is bought as reserved goes into a reservation: else an open one would be used up unseen. */
    private static LaunchTemplateCapacityReservationSpecificationRequest reservation(Kind kind) {
        Offering.Reservation reservation = kind.reservation;
        return reservation == null
                ? LaunchTemplateCapacityReservationSpecificationRequest.builder()
                        .capacityReservationPreference("none")
                        .build()
                : LaunchTemplateCapacityReservationSpecificationRequest.builder()
                        .capacityReservationPreference("capacity-reservations-only")
                        .capacityReservationTarget(t -> t.capacityReservationId(reservation.id()))
                        .build();
    }

    private static List<LaunchTemplateTagSpecificationRequest> tagged(
            SortedMap<String, String> tags, String capacityType) {
        List<LaunchTemplateTagSpecificationRequest> tagged = new ArrayList<>();
        tagged.add(tagged("network-interface", tags));
        if (capacityType.equals(WellKnown.SPOT)) {
            tagged.add(tagged("spot-instances-request", tags));
        }
        return tagged;
    }

    private static LaunchTemplateTagSpecificationRequest tagged(String resource, SortedMap<String, String> tags) {
        return LaunchTemplateTagSpecificationRequest.builder()
                .resourceType(resource)
                .tags(Tags.ec2(tags))
                .build();
    }
}
