package dev.nodecast.sim.world.cloud;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.catalog.ReservedCapacity;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Offering.Reservation;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Observation.Launched;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.Fixtures;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.market.HazardModel;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.market.SpotMarket;
import dev.nodecast.sim.world.measure.GpuMeter;
import dev.nodecast.sim.world.spec.CloudSpec;
import dev.nodecast.sim.world.spec.CloudSpec.BillingSpec;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.InterruptionSpec;
import dev.nodecast.sim.world.spec.OnDemandCapacity;
import dev.nodecast.sim.world.spec.ReservedInstances;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** EC2 by itself: launches are asked for by hand, answers are read off. */
class SimulatedEc2Test {

    private final Simulation simulation = new Simulation();
    private final List<Observation> answers = new ArrayList<>();
    private final Billing billing = new Billing(BillingSpec.STANDARD);
    private final Map<String, Integer> capacity = new LinkedHashMap<>();
    private final Map<String, Long> price = new LinkedHashMap<>(Map.of("a", 360_000L, "c", 400_000L));
    private InterruptionSpec interruption = InterruptionSpec.QUEUE;
    private HazardModel hazard = HazardModel.NONE;
    private List<InstanceType> types = List.of(Fixtures.gpuType());
    private OnDemandCapacity onDemand = OnDemandCapacity.UNLIMITED;
    private List<ReservedInstances> reservations = List.of();
    private long priceChangeNs = Long.MAX_VALUE;

    private SimulatedEc2 ec2() {
        CloudSpec spec = new CloudSpec(
                new LinkedHashMap<>(Map.of("gpu-spot", types)),
                new ByHand(),
                onDemand,
                CloudTimings.INSTANT,
                interruption,
                List.of(),
                BillingSpec.STANDARD,
                reservations);
        SimulatedEc2 ec2 = new SimulatedEc2(
                simulation,
                new RandomStreams(1, 0),
                spec,
                new SimulatedEc2.Books(billing, new GpuMeter(), answers::add));
        ec2.start();
        return ec2;
    }

    private static LaunchRequest spot(String claim) {
        return new LaunchRequest(
                claim,
                "gpu-spot",
                WellKnown.SPOT,
                List.of(new Override("g5.xlarge", "a", 360_000), new Override("g5.xlarge", "c", 400_000)));
    }

    private String launchedZone(SimulatedEc2 ec2, String claim) {
        ec2.launch(spot(claim));
        simulation.runUntil(simulation.now());
        return answers.getLast() instanceof Launched launched ? launched.offer().zone() : "none";
    }

    @Test
    void spotGoesToTheCheapestOfPoolsWithPlentyAndToTheDeeperOneWhereOneIsShallow() {
        SimulatedEc2 ec2 = ec2();
        assertThat(launchedZone(ec2, "first")).isEqualTo("a");

        capacity.put("a", 3);
        assertThat(launchedZone(ec2, "second")).isEqualTo("c");
    }

    @Test
    void aLaunchThatNoPoolCanServeNamesAllOfThem() {
        capacity.put("a", 0);
        capacity.put("c", 0);
        SimulatedEc2 ec2 = ec2();

        ec2.launch(spot("claim"));
        simulation.runUntil(0);

        assertThat(answers).singleElement().isInstanceOfSatisfying(Observation.LaunchFailed.class, failed -> {
            assertThat(failed.reason()).isEqualTo("InsufficientInstanceCapacity");
            assertThat(failed.insufficientCapacity()).hasSize(2);
        });
        assertThat(ec2.counts().totals().launchFailures()).isEqualTo(1);
    }

    /** Two g5.xlarge in zone a, at $1.00 an hour on demand. */
    private SimulatedEc2 ec2WithReservation() {
        reservations = List.of(new ReservedInstances("cr-1", "g5.xlarge", "a", 2, 1_000_000));
        CapacityReservation described = new CapacityReservation(
                "cr-1", "g5.xlarge", "a", Reservation.DEFAULT, false, false, "", "", Labels.NONE);
        types = ReservedCapacity.offered(types, List.of(described), _ -> 2);
        return ec2();
    }

    private static LaunchRequest reserved(String claim) {
        return new LaunchRequest(
                claim, "gpu-spot", WellKnown.RESERVED, List.of(new Override("g5.xlarge", "a", 10, "cr-1")));
    }

    private int remaining(SimulatedEc2 ec2) {
        return ec2.instanceTypes(Fixtures.pool("gpu-spot")).getFirst().offerings().stream()
                .map(Offering::reservation)
                .flatMap(Stream::ofNullable)
                .mapToInt(Reservation::remaining)
                .sum();
    }

    @Test
    void aReservationHoldsSoManyInstancesAndIsFreeAgainWhenTheyEnd() {
        SimulatedEc2 ec2 = ec2WithReservation();
        ec2.launch(reserved("first"));
        ec2.launch(reserved("second"));
        ec2.launch(reserved("third"));
        simulation.runUntil(0);

        assertThat(answers.subList(0, 2))
                .allSatisfy(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                Launched.class,
                                launched -> assertThat(launched.labels().get(WellKnown.CAPACITY_RESERVATION_ID))
                                        .isEqualTo("cr-1")));
        assertThat(answers.getLast())
                .isInstanceOfSatisfying(
                        Observation.LaunchFailed.class,
                        failed -> assertThat(failed.insufficientCapacity())
                                .containsExactly(
                                        new Observation.Offer("g5.xlarge", "a", WellKnown.RESERVED, 10, "cr-1")));
        assertThat(remaining(ec2)).isZero();

        ec2.terminate(ec2.instanceOf("first").orElseThrow().providerId());
        simulation.runUntil(HOUR);
        assertThat(remaining(ec2)).isEqualTo(1);
    }

    @Test
    void whatIsReservedIsBilledWhetherItRunsOrNot() {
        SimulatedEc2 ec2 = ec2WithReservation();
        simulation.runUntil(HOUR);
        ec2.launch(reserved("first"));
        simulation.runUntil(3 * HOUR);

        // One instance for two hours; unused are two for one hour and one for two: 2 + 4 = 2 x 3 h at $1.00.
        assertThat(billing.invoice(3 * HOUR).sum(Category.COMPUTE)).isEqualTo(2_000_000);
        assertThat(billing.invoice(3 * HOUR).sum(Category.COMMITMENT)).isEqualTo(4_000_000);
    }

    @Test
    void onDemandComesFromTheCheapestPoolThatHasAnyAndNamesThoseTriedBefore() {
        types = List.of(Fixtures.gpuType("g4dn.xlarge"), Fixtures.gpuType());
        onDemand = (type, zone) -> CapacityProcess.constant(type.equals("g4dn.xlarge") ? 0 : 5);
        SimulatedEc2 ec2 = ec2();
        ec2.launch(new LaunchRequest(
                "claim",
                "gpu-spot",
                WellKnown.ON_DEMAND,
                List.of(
                        new Override("g4dn.xlarge", "a", 600_000),
                        new Override("g5.xlarge", "a", 1_000_000),
                        new Override("g4dn.xlarge", "c", 1_200_000))));
        simulation.runUntil(0);

        assertThat(answers).singleElement().isInstanceOfSatisfying(Launched.class, launched -> {
            assertThat(launched.offer().instanceType()).isEqualTo("g5.xlarge");
            assertThat(launched.insufficientCapacity())
                    .containsExactly(new Observation.Offer("g4dn.xlarge", "a", WellKnown.ON_DEMAND, 600_000));
        });
    }

    @Test
    void aUsersPricesDecideAndTheMarketsAreBilled() {
        SimulatedEc2 ec2 = ec2();
        ec2.launch(new LaunchRequest(
                "claim",
                "gpu-spot",
                WellKnown.SPOT,
                List.of(new Override("g5.xlarge", "c", 1), new Override("g5.xlarge", "a", 2)),
                true));
        simulation.runUntil(0);

        assertThat(answers)
                .singleElement()
                .isInstanceOfSatisfying(
                        Launched.class,
                        launched -> assertThat(launched.offer())
                                .isEqualTo(new Observation.Offer("g5.xlarge", "c", WellKnown.SPOT, 400_000)));
    }

    @Test
    void theSameClaimIsNeverLaunchedTwice() {
        SimulatedEc2 ec2 = ec2();

        ec2.launch(spot("claim"));
        ec2.launch(spot("claim"));
        simulation.runUntil(0);

        assertThat(ec2.instances()).hasSize(1);
        assertThat(answers).hasSize(2).allMatch(answer -> answer instanceof Launched);
    }

    @Test
    void aNewSpotPriceChangesTheListAndTheBillOfWhatRuns() {
        priceChangeNs = 30 * MINUTE;
        SimulatedEc2 ec2 = ec2();
        ec2.launch(spot("claim"));
        var before = ec2.instanceTypes(Fixtures.pool("gpu-spot"));
        simulation.runUntil(20 * MINUTE);
        assertThat(ec2.instanceTypes(Fixtures.pool("gpu-spot"))).isSameAs(before);

        simulation.runUntil(HOUR);

        var after = ec2.instanceTypes(Fixtures.pool("gpu-spot"));
        assertThat(after).isNotSameAs(before);
        assertThat(after.getFirst().offerings().getFirst().priceMicroUsdPerHour())
                .isEqualTo(720_000);
        // half an hour at $0.36, half an hour at $0.72
        assertThat(billing.invoice(HOUR).total()).isEqualTo(540_000);
        assertThat(billing.microUsdPerHour()).isEqualTo(720_000);
    }

    @Test
    void terminatingWhatIsGoneIsAnsweredAllTheSame() {
        SimulatedEc2 ec2 = ec2();

        ec2.terminate("aws:///a/i-nothing");
        simulation.runUntil(0);

        assertThat(answers).containsExactly(new Observation.InstanceGone("aws:///a/i-nothing"));
    }

    @Test
    void aRebalanceRecommendationComesBeforeTheNoticeAndTheInstanceGoesTwoMinutesAfterIt() {
        interruption = new InterruptionSpec(120, Distribution.constant(300), true, null);
        hazard = HazardModel.constant(1);
        SimulatedEc2 ec2 = ec2();
        List<Long> times = new ArrayList<>();
        ec2.launch(spot("claim"));
        while (answers.stream().noneMatch(answer -> answer instanceof Observation.InstanceGone) && simulation.step()) {
            while (times.size() < answers.size()) {
                times.add(simulation.now());
            }
        }

        assertThat(answers)
                .extracting(answer -> answer instanceof Observation.Interruption i
                        ? i.kind().name()
                        : answer.getClass().getSimpleName())
                .containsExactly("Launched", "REBALANCE_RECOMMENDATION", "SPOT_INTERRUPTION", "InstanceGone");
        assertThat(times.get(2) - times.get(1)).isEqualTo(300 * SECOND);
        assertThat(times.get(3) - times.get(2)).isEqualTo(120 * SECOND);
        assertThat(ec2.counts().totals().reclaimed()).isEqualTo(1);
    }

    private final class ByHand implements SpotMarket {

        @java.lang.Override
        public CapacityProcess capacity(String instanceType, String zone) {
            return new CapacityProcess() {
                @java.lang.Override
                public int capacity() {
                    return capacity.getOrDefault(zone, UNLIMITED);
                }

                @java.lang.Override
                public long nextChangeNs() {
                    return Long.MAX_VALUE;
                }

                @java.lang.Override
                public void advance() {
                    throw new IllegalStateException("no further step");
                }
            };
        }

        @java.lang.Override
        public PriceProcess price(String instanceType, String zone) {
            return new PriceProcess() {
                private boolean changed;

                @java.lang.Override
                public long priceMicroUsdPerHour() {
                    return price.get(zone) * (changed ? 2 : 1);
                }

                @java.lang.Override
                public long nextChangeNs() {
                    return changed ? Long.MAX_VALUE : priceChangeNs;
                }

                @java.lang.Override
                public void advance() {
                    changed = true;
                }
            };
        }

        @java.lang.Override
        public HazardModel hazard(String instanceType, String zone) {
            return hazard;
        }
    }
}
