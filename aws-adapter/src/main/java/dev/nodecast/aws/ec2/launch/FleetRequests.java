package dev.nodecast.aws.ec2.launch;

import dev.nodecast.aws.ec2.ClusterFacts;
import dev.nodecast.aws.ec2.Tags;
import dev.nodecast.aws.ec2.nodeclass.NodeClassHash;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Ami;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Subnet;
import dev.nodecast.aws.ec2.userdata.NodeSetup;
import dev.nodecast.scheduler.catalog.AmiFamily;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfigRequest;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverridesRequest;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Writes a launch as CreateFleet of type instant for one instance ({@code pkg/providers/instance} of karpenter-provider-aws). */
final class FleetRequests {

    private static final double MICRO = 1e6;

    private final Supplier<ClusterFacts> cluster;

    /**
     * A fleet.
     *
     * @param templates that must exist when it is asked for
     */
    record Fleet(CreateFleetRequest request, List<LaunchTemplate> templates) {}

    private record Group(LaunchTemplate template, List<FleetLaunchTemplateOverridesRequest> overrides) {}

    /** What makes templates differ. */
    private record Key(String ami, long pods, String reservation) {}

    FleetRequests(Supplier<ClusterFacts> cluster) {
        this.cluster = cluster;
    }

    /** Empty where no override has a subnet and an image that it can run. */
    Optional<Fleet> of(LaunchOrder order, SortedMap<String, Subnet> subnets) {
        Map<Key, Group> groups = new LinkedHashMap<>();
        SortedMap<String, String> tags = tags(order);
        for (Override override : order.request().overrides()) {
            InstanceType type = order.type(override.instanceType()).orElse(null);
            Subnet subnet = subnets.get(override.zone());
            Ami ami = type == null ? null : Amis.of(type, order.nodeClass()).orElse(null);
            if (type != null && subnet != null && ami != null) {
                Key key = new Key(ami.id(), type.capacity().get(Resources.PODS), override.reservation());
                groups.computeIfAbsent(key, k -> new Group(template(order, k, type, tags), new ArrayList<>()))
                        .overrides
                        .add(override(override, subnet, ami));
            }
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(fleet(order, List.copyOf(groups.values()), tags));
    }

    private static FleetLaunchTemplateOverridesRequest override(Override override, Subnet subnet, Ami ami) {
        return FleetLaunchTemplateOverridesRequest.builder()
                .instanceType(override.instanceType())
                .subnetId(subnet.id())
                // said again, so that errors tell the zone
                .availabilityZone(subnet.zone())
                .imageId(ami.id())
                .priority(override.priceMicroUsdPerHour() / MICRO)
                .build();
    }

    private LaunchTemplate template(LaunchOrder order, Key key, InstanceType type, SortedMap<String, String> tags) {
        ResolvedNodeClass nodeClass = order.nodeClass();
        NodeClaim claim = order.claim();
        String capacityType = order.request().capacityType();
        boolean custom = AmiFamily.of(nodeClass.nodeClass().model()) == AmiFamily.CUSTOM;
        NodeSetup setup = nodeClass
                .nodeClass()
                .setup(cluster.get(), NodeLabels.ofKubelet(claim, capacityType, custom), taints(claim))
                .withMaxPods(key.pods);
        SortedMap<String, String> shared = new TreeMap<>(tags);
        // a template is for many claims
        shared.remove(Tags.NODE_CLAIM);
        return TemplateData.of(
                nodeClass,
                new TemplateData.Kind(key.ami, setup, capacityType, reservation(type, key.reservation)),
                shared);
    }

    private static Offering.@Nullable Reservation reservation(InstanceType type, String id) {
        return type.offerings().stream()
                .flatMap(offering -> Optional.ofNullable(offering.reservation()).stream())
                .filter(reservation -> reservation.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static List<Taint> taints(NodeClaim claim) {
        List<Taint> taints = new ArrayList<>(claim.taints());
        taints.addAll(claim.startupTaints());
        if (taints.stream().noneMatch(WellKnown.UNREGISTERED::matches)) {
            taints.add(WellKnown.UNREGISTERED);
        }
        return taints;
    }

    private SortedMap<String, String> tags(LaunchOrder order) {
        SortedMap<String, String> tags =
                new TreeMap<>(order.nodeClass().nodeClass().spec().tags());
        tags.putAll(Tags.ofCluster(cluster.get().name(), order.nodeClass().name()));
        tags.put(Tags.NODE_POOL, order.request().nodePool());
        // found by it again when the answer is lost
        tags.put(Tags.NODE_CLAIM, order.request().nodeClaim());
        return tags;
    }

    private Fleet fleet(LaunchOrder order, List<Group> groups, SortedMap<String, String> tags) {
        LaunchRequest request = order.request();
        List<FleetLaunchTemplateConfigRequest> configs = groups.stream()
                .map(group -> FleetLaunchTemplateConfigRequest.builder()
                        .launchTemplateSpecification(
                                t -> t.launchTemplateName(group.template.name()).version("$Latest"))
                        .overrides(group.overrides)
                        .build())
                .toList();
        CreateFleetRequest.Builder fleet = CreateFleetRequest.builder()
                .type(FleetType.INSTANT)
                .clientToken(token(order.claim()))
                .context(order.nodeClass().nodeClass().spec().context())
                .launchTemplateConfigs(configs)
                .tagSpecifications(List.of(
                        tagged(ResourceType.INSTANCE, tags),
                        tagged(ResourceType.VOLUME, tags),
                        tagged(ResourceType.FLEET, tags)));
        Offering.Reservation reservation = request.capacityType().equals(WellKnown.RESERVED)
                ? order.type(request.overrides().getFirst().instanceType())
                        .map(type ->
                                reservation(type, request.overrides().getFirst().reservation()))
                        .orElse(null)
                : null;
        purchase(fleet, request, reservation);
        return new Fleet(fleet.build(), groups.stream().map(Group::template).toList());
    }

    private static void purchase(
            CreateFleetRequest.Builder fleet, LaunchRequest request, Offering.@Nullable Reservation reservation) {
        String bought;
        if (request.capacityType().equals(WellKnown.SPOT)) {
            bought = "spot";
            fleet.spotOptions(s -> s.allocationStrategy(
                    request.prioritized() ? "capacity-optimized-prioritized" : "price-capacity-optimized"));
        } else if (reservation != null && reservation.type().equals(Offering.Reservation.CAPACITY_BLOCK)) {
            bought = "capacity-block";
        } else if (reservation != null && reservation.interruptible()) {
            bought = "reserved-capacity";
            fleet.reservedCapacityOptions(r -> r.reservationTypesWithStrings("interruptible-capacity-reservation"));
        } else {
            bought = "on-demand";
            fleet.onDemandOptions(o -> o.allocationStrategy(request.prioritized() ? "prioritized" : "lowest-price"));
        }
        fleet.targetCapacitySpecification(
                t -> t.defaultTargetCapacityType(bought).totalTargetCapacity(1));
    }

    /** One claim, one instance, however often it is asked for. */
    private String token(NodeClaim claim) {
        return NodeClassHash.ofText(
                cluster.get().name() + "/" + claim.name() + "/" + claim.meta().createdNs());
    }

    private static TagSpecification tagged(ResourceType resource, SortedMap<String, String> tags) {
        return TagSpecification.builder()
                .resourceType(resource)
                .tags(Tags.ec2(tags))
                .build();
    }
}
