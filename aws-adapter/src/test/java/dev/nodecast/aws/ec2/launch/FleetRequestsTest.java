package dev.nodecast.aws.ec2.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.ec2.Aws;
import dev.nodecast.aws.ec2.nodeclass.Condition;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Ami;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.SecurityGroup;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Subnet;
import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.InstanceTypes;
import dev.nodecast.scheduler.catalog.NodeSizingOptions;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.catalog.ReservedCapacity;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfigRequest;

/** What CreateFleet is asked for, by what the loop asks for. */
class FleetRequestsTest {

    private static final String ZONE = "ap-northeast-2a";
    private static final Subnet SUBNET = new Subnet("subnet-a", ZONE, "apne2-az1", 100);
    private static final Ami PLAIN = ami("ami-plain", Operator.DOES_NOT_EXIST);
    private static final Ami NVIDIA = ami("ami-nvidia", Operator.EXISTS);
    private static final CapacityReservation RESERVATION = new CapacityReservation(
            "cr-1", "g5.xlarge", ZONE, Offering.Reservation.DEFAULT, false, false, "1", "targeted", Labels.NONE);

    @Test
    void spotIsAllocatedByPriceAndCapacity() {
        CreateFleetRequest request = request(WellKnown.SPOT, false, override("g5.xlarge", ""));

        assertThat(request.typeAsString()).isEqualTo("instant");
        assertThat(request.targetCapacitySpecification().totalTargetCapacity()).isEqualTo(1);
        assertThat(request.targetCapacitySpecification().defaultTargetCapacityTypeAsString())
                .isEqualTo("spot");
        assertThat(request.spotOptions().allocationStrategyAsString()).isEqualTo("price-capacity-optimized");
        assertThat(request.onDemandOptions()).isNull();
        assertThat(request.context()).isEqualTo("of-mine");
    }

    @Test
    void onDemandIsAllocatedByPrice() {
        CreateFleetRequest request = request(WellKnown.ON_DEMAND, false, override("g5.xlarge", ""));

        assertThat(request.targetCapacitySpecification().defaultTargetCapacityTypeAsString())
                .isEqualTo("on-demand");
        assertThat(request.onDemandOptions().allocationStrategyAsString()).isEqualTo("lowest-price");
        assertThat(request.spotOptions()).isNull();
    }

    @Test
    void pricesOfTheUsersOwnAreFollowedAsPriorities() {
        assertThat(request(WellKnown.SPOT, true, override("g5.xlarge", ""))
                        .spotOptions()
                        .allocationStrategyAsString())
                .isEqualTo("capacity-optimized-prioritized");
        CreateFleetRequest onDemand = request(WellKnown.ON_DEMAND, true, override("g5.xlarge", ""));
        assertThat(onDemand.onDemandOptions().allocationStrategyAsString()).isEqualTo("prioritized");
        assertThat(onDemand.launchTemplateConfigs()
                        .getFirst()
                        .overrides()
                        .getFirst()
                        .priority())
                .isEqualTo(1.25);
    }

    @Test
    void reservedCapacityIsLaunchedIntoItsReservationOnly() {
        FleetRequests.Fleet fleet = fleet(WellKnown.RESERVED, false, override("g5.xlarge", "cr-1"));

        assertThat(fleet.request().targetCapacitySpecification().defaultTargetCapacityTypeAsString())
                .isEqualTo("on-demand");
        assertThat(fleet.templates()).singleElement().satisfies(template -> {
            assertThat(template.data().capacityReservationSpecification().capacityReservationPreferenceAsString())
                    .isEqualTo("capacity-reservations-only");
            assertThat(template.data()
                            .capacityReservationSpecification()
                            .capacityReservationTarget()
                            .capacityReservationId())
                    .isEqualTo("cr-1");
        });
    }

    @Test
    void eachTypeBootsTheImageThatIsMadeForIt() {
        CreateFleetRequest request =
                request(WellKnown.SPOT, false, override("g5.xlarge", ""), override("m5.xlarge", ""));

        assertThat(request.launchTemplateConfigs())
                .flatExtracting(FleetLaunchTemplateConfigRequest::overrides)
                .extracting(o ->
                        o.instanceTypeAsString() + " " + o.imageId() + " " + o.subnetId() + " " + o.availabilityZone())
                .containsExactly("g5.xlarge ami-nvidia subnet-a " + ZONE, "m5.xlarge ami-plain subnet-a " + ZONE);
    }

    @Test
    void theTokenIsTheClaimsAndNobodyElses() {
        String token = request(WellKnown.SPOT, false, override("g5.xlarge", "")).clientToken();

        assertThat(request(WellKnown.ON_DEMAND, false, override("m5.xlarge", ""))
                        .clientToken())
                .isEqualTo(token);
        assertThat(token).hasSizeLessThanOrEqualTo(64);
        assertThat(fleets().of(order("gpu-2", WellKnown.SPOT, false, override("g5.xlarge", "")), subnets())
                        .orElseThrow()
                        .request()
                        .clientToken())
                .isNotEqualTo(token);
    }

    @Test
    void whatHasNoSubnetIsNotAskedFor() {
        Override elsewhere = new Override("g5.xlarge", "ap-northeast-2c", 1_250_000);

        assertThat(fleets().of(order("gpu-1", WellKnown.SPOT, false, elsewhere), subnets()))
                .isEmpty();
    }

    private static CreateFleetRequest request(String capacityType, boolean prioritized, Override... overrides) {
        return fleet(capacityType, prioritized, overrides).request();
    }

    private static FleetRequests.Fleet fleet(String capacityType, boolean prioritized, Override... overrides) {
        return fleets().of(order("gpu-1", capacityType, prioritized, overrides), subnets())
                .orElseThrow();
    }

    private static FleetRequests fleets() {
        return new FleetRequests(Aws.cluster());
    }

    private static TreeMap<String, Subnet> subnets() {
        return new TreeMap<>(Map.of(ZONE, SUBNET));
    }

    private static Override override(String type, String reservation) {
        return new Override(type, ZONE, 1_250_000, reservation);
    }

    private static LaunchOrder order(String claim, String capacityType, boolean prioritized, Override... overrides) {
        NodeClaim nodeClaim = new NodeClaim(
                ObjectMeta.named(claim),
                List.of(),
                List.of(),
                List.of(),
                Resources.NONE,
                new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "gpu"),
                null,
                null,
                NodeClaim.Status.NEW);
        return new LaunchOrder(
                new LaunchRequest(claim, "gpu", capacityType, List.of(overrides), prioritized),
                nodeClaim,
                nodeClass(),
                types());
    }

    private static List<InstanceType> types() {
        PriceBook prices = PriceBook.list(Catalogue.bundled().region("ap-northeast-2"));
        List<InstanceType> types = InstanceTypes.of(prices, List.of(ZONE), NodeSizingOptions.DEFAULT);
        return ReservedCapacity.offered(types, List.of(RESERVATION), _ -> 2);
    }

    private static ResolvedNodeClass nodeClass() {
        return new ResolvedNodeClass(
                Aws.nodeClass(Map.of("context", "of-mine")),
                List.of(SUBNET),
                List.of(new SecurityGroup("sg-1", "nodes")),
                List.of(NVIDIA, PLAIN),
                "nodes",
                List.of(new ResolvedNodeClass.Reservation(RESERVATION, 2)),
                List.of(Condition.met(Condition.READY)));
    }

    private static Ami ami(String id, Operator gpus) {
        return new Ami(
                id,
                id,
                "2026-01-01",
                false,
                List.of(
                        NodeSelectorRequirement.in(WellKnown.ARCH, "amd64"),
                        new NodeSelectorRequirement("karpenter.k8s.aws/instance-gpu-count", gpus, List.of(), null)));
    }
}
