package dev.nodecast.aws.ec2.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.ec2.Aws;
import dev.nodecast.aws.ec2.AwsClients;
import dev.nodecast.aws.ec2.nodeclass.Condition;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass;
import dev.nodecast.aws.ec2.nodeclass.ResolvedNodeClass.Subnet;
import dev.nodecast.aws.testbed.CalmAccount;
import dev.nodecast.aws.testbed.SimulatedAws;
import dev.nodecast.aws.testbed.http.Faults;
import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.InstanceTypes;
import dev.nodecast.scheduler.catalog.NodeSizingOptions;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node class can be launched as, from the bundled catalogue at first and from what EC2 says then. */
class InstanceTypeListsTest {

    private static final List<String> ZONES = List.of("ap-northeast-2a", "ap-northeast-2b");

    private final SimulatedAws account = CalmAccount.open();
    private final AwsClients aws = Aws.of(account);
    private final Market market = new Market(aws, InstantSource.system());
    private final InstanceTypeLists lists = new InstanceTypeLists(CalmAccount.REGION, market);

    @AfterEach
    void close() {
        aws.close();
        account.close();
    }

    @Test
    void beforeAnythingIsLearntItIsTheBundledCatalogue() {
        assertThat(lists.of(nodeClass(List.of()))).isEqualTo(bundled());
    }

    @Test
    void whatEc2SaysOfATypeIsWhatTheSimulatorKnowsOfIt() {
        assertThat(market.refresh()).isEmpty();

        Map<String, InstanceType> learnt = lists.of(nodeClass(List.of())).stream()
                .collect(Collectors.toMap(InstanceType::name, Function.identity()));

        assertThat(learnt).hasSizeGreaterThan(150);
        for (InstanceType type : bundled()) {
            InstanceType same = learnt.get(type.name());
            assertThat(same).as(type.name()).isNotNull();
            assertThat(same.capacity()).as(type.name()).isEqualTo(type.capacity());
            assertThat(same.allocatable()).as(type.name()).isEqualTo(type.allocatable());
            assertThat(same.offerings()).as(type.name()).containsExactlyInAnyOrderElementsOf(type.offerings());
            assertThat(same.labels()).as(type.name()).containsAllEntriesOf(type.labels());
        }
    }

    @Test
    void theSameListIsReturnedWhileNothingHasChanged() {
        market.refresh();
        List<InstanceType> first = lists.of(nodeClass(List.of()));

        assertThat(lists.of(nodeClass(List.of()))).isSameAs(first);
        market.refresh();
        assertThat(lists.of(nodeClass(List.of()))).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void whatCannotBeLearntStaysAsItWas() {
        market.refresh();
        List<InstanceType> before = lists.of(nodeClass(List.of()));
        account.faults(new Faults.Rates(0, 1, 0, 0, 0, 0));

        assertThat(market.refresh()).hasSize(4).allMatch(sentence -> sentence.contains("failed"));

        assertThat(lists.of(nodeClass(List.of()))).isEqualTo(before);
    }

    @Test
    void aNodeClassThatIsNotReadyCanBeLaunchedAsNothing() {
        ResolvedNodeClass ready = nodeClass(List.of());
        ResolvedNodeClass unready = new ResolvedNodeClass(
                ready.nodeClass(),
                ready.subnets(),
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(Condition.unmet(Condition.READY, "AMINotFound", "none")));

        assertThat(lists.of(unready)).isEmpty();
    }

    @Test
    void aReservationIsAnOfferingOfItsType() {
        CapacityReservation reservation = new CapacityReservation(
                "cr-1", "g5.xlarge", ZONES.getFirst(), Offering.Reservation.DEFAULT, false, false, "", "", Labels.NONE);

        List<InstanceType> types = lists.of(nodeClass(List.of(new ResolvedNodeClass.Reservation(reservation, 3))));

        assertThat(types.stream()
                        .filter(t -> t.name().equals("g5.xlarge"))
                        .findFirst()
                        .orElseThrow()
                        .offerings())
                .filteredOn(offering -> offering.capacityType().equals(WellKnown.RESERVED))
                .singleElement()
                .satisfies(offering -> {
                    assertThat(offering.reservation().remaining()).isEqualTo(3);
                    assertThat(offering.available()).isTrue();
                });
    }

    @Test
    void aProductOfThePriceListIsReadExactly() {
        SortedMap<String, Long> prices = new TreeMap<>();

        OnDemandPrices.put(prices, """
                {"product": {"attributes": {"instanceType": "g5.xlarge"}},
                 "terms": {"OnDemand": {"A.B": {"priceDimensions": {"A.B.C": {"pricePerUnit": {"USD": "1.2370000000"}}}}}}}
                """);
        OnDemandPrices.put(prices, "no JSON");
        OnDemandPrices.put(prices, "{\"product\": {\"attributes\": {\"instanceType\": \"g6.xlarge\"}}, \"terms\": {}}");

        assertThat(prices).containsExactly(Map.entry("g5.xlarge", 1_237_000L));
    }

    private static List<InstanceType> bundled() {
        return InstanceTypes.of(
                PriceBook.list(Catalogue.bundled().region(CalmAccount.REGION)), ZONES, NodeSizingOptions.DEFAULT);
    }

    private static ResolvedNodeClass nodeClass(List<ResolvedNodeClass.Reservation> reservations) {
        return new ResolvedNodeClass(
                Aws.nodeClass(Map.of()),
                ZONES.stream()
                        .map(zone -> new Subnet("s-" + zone, zone, "", 100))
                        .toList(),
                List.of(),
                List.of(),
                "nodes",
                reservations,
                List.of(Condition.met(Condition.READY)));
    }
}
