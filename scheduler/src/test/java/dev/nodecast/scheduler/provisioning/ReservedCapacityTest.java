package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.Offering.Reservation;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation.Offer;
import dev.nodecast.scheduler.provisioning.LaunchPlanner.Launch;
import dev.nodecast.scheduler.provisioning.Problem.ReservedMode;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Capacity reservations in a round. Pods ask for one core; a type of one core holds one of them. */
class ReservedCapacityTest {

    private static final Resources ONE_CORE = World.request(1_000, 100, 0);

    private static World oneCore() {
        return new World().type("one", 1_000, 4_096, 0, 1.00);
    }

    private static Solution solve(World world, ReservedMode mode) {
        Problem asked = world.problem();
        return new Solver(SolverOptions.DEFAULT)
                .solve(new Problem(
                        asked.pods(),
                        asked.nodes(),
                        asked.pools(),
                        asked.instanceTypes(),
                        asked.cluster(),
                        asked.consolidationNs(),
                        mode));
    }

    private static List<String> reservations(PlannedClaim claim) {
        var requirement = claim.requirements().get(WellKnown.CAPACITY_RESERVATION_ID);
        return requirement == null ? List.of() : requirement.values();
    }

    private static LaunchRequest launch(PlannedClaim planned) {
        Launch launch = new LaunchPlanner(SolverOptions.MinValues.STRICT).launch(planned.toNodeClaim("c", 0), planned);
        return launch instanceof Launch.Ask(LaunchRequest request) ? request : fail("nothing is asked: " + launch);
    }

    @Test
    void aClaimThatCanHaveReservedCapacityIsPinnedToIt() {
        Solution solution = oneCore()
                .reserve("cr-1", "one", 1)
                .pool("default")
                .pods(1, "p", ONE_CORE)
                .solve();
        PlannedClaim claim = solution.claims().getFirst();
        assertThat(claim.capacityTypes()).containsExactly(WellKnown.RESERVED);
        assertThat(claim.zones()).containsExactly("a");
        assertThat(reservations(claim)).containsExactly("cr-1");
        assertThat(claim.toNodeClaim("c", 0).requirements())
                .contains(
                        NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.RESERVED),
                        NodeSelectorRequirement.in(WellKnown.CAPACITY_RESERVATION_ID, "cr-1"));
        // $1.00 an hour on demand counts as 1,000,000 / 100,000 = 10 micro-dollars.
        assertThat(launch(claim).capacityType()).isEqualTo(WellKnown.RESERVED);
        assertThat(launch(claim).overrides()).containsExactly(new Override("one", "a", 10, "cr-1"));
    }

    @Test
    void podsBeyondTheReservationWaitForTheNextRound() {
        World world = oneCore().reserve("cr-1", "one", 2).pool("default").pods(3, "p", ONE_CORE);
        Solution solution = solve(world, ReservedMode.STRICT);
        assertThat(solution.claims()).hasSize(2);
        assertThat(solution.unplaced()).singleElement().satisfies(unplaced -> {
            assertThat(unplaced.deferred()).isTrue();
            assertThat(unplaced.reasons()).containsExactly(Reason.RESERVED_CAPACITY);
            assertThat(unplaced.sentence()).contains("pool default: its capacity reservations are being taken");
        });
    }

    @Test
    void aWhatIfQuestionFallsBackToOtherCapacity() {
        World world = oneCore().reserve("cr-1", "one", 2).pool("default").pods(3, "p", ONE_CORE);
        Solution solution = solve(world, ReservedMode.FALLBACK);
        assertThat(solution.unplaced()).isEmpty();
        assertThat(solution.claims())
                .extracting(PlannedClaim::capacityTypes)
                .containsExactly(
                        new TreeSet<>(List.of(WellKnown.RESERVED)),
                        new TreeSet<>(List.of(WellKnown.RESERVED)),
                        // a claim without a place in a reservation is not pinned: its types still list reserved
                        // capacity
                        new TreeSet<>(List.of(WellKnown.ON_DEMAND, WellKnown.RESERVED, WellKnown.SPOT)));
    }

    @Test
    void onceTheReservationIsFullTheNextRoundBuysOnDemandOrSpot() {
        World world = oneCore().reserve("cr-1", "one", 0).pool("default").pods(1, "p", ONE_CORE);
        PlannedClaim claim = solve(world, ReservedMode.STRICT).claims().getFirst();
        assertThat(claim.capacityTypes()).containsExactly(WellKnown.ON_DEMAND, WellKnown.SPOT);
        assertThat(launch(claim).capacityType()).isEqualTo(WellKnown.SPOT);
    }

    @Test
    void aClaimHoldsAPlaceInEveryReservationItCouldUseAndGivesBackWhatAPodExcludes() {
        // The first pod fits either type, so its claim holds cr-1 and cr-2. The second one asks for cr-2's type by name
        // and
        // finds it taken; it joins the first claim, which gives back cr-1, and the third pod has that.
        World world = new World()
                .type("one", 2_000, 4_096, 0, 1.00)
                .type("two", 4_000, 4_096, 0, 2.00)
                .reserve("cr-1", "one", 1)
                .reserve("cr-2", "two", 1)
                .pool("default")
                .pod("a", World.spec(World.request(2_000, 100, 0), Labels.NONE))
                .pod("b", World.spec(World.request(1_500, 100, 0), Labels.of(WellKnown.INSTANCE_TYPE, "two")))
                .pod("c", World.spec(World.request(1_000, 100, 0), Labels.of(WellKnown.INSTANCE_TYPE, "one")));
        Solution solution = solve(world, ReservedMode.STRICT);
        assertThat(solution.unplaced()).isEmpty();
        assertThat(solution.claims())
                .extracting(ReservedCapacityTest::reservations)
                .containsExactly(List.of("cr-2"), List.of("cr-1"));
    }

    @Test
    void noPoolOfLessWeightIsTriedInThePlaceOfReservedCapacity() {
        World world = oneCore()
                .reserve("cr-1", "one", 1)
                .pool("reserved", 10, Resources.NONE, List.of())
                .pool(
                        "other",
                        1,
                        Resources.NONE,
                        List.of(),
                        NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.ON_DEMAND))
                .pods(2, "p", ONE_CORE);
        Solution solution = solve(world, ReservedMode.STRICT);
        assertThat(solution.claims()).extracting(c -> c.nodePool().name()).containsExactly("reserved");
        assertThat(solution.unplaced()).hasSize(1);
    }

    @Test
    void noPreferenceIsGivenUpForCapacityThatIsReserved() {
        // The pod prefers zone a, where the reservation is taken; it waits rather than going to zone b.
        World world = oneCore()
                .reserve("cr-1", "one", 1)
                .pool("default")
                .pod("first", World.spec(World.request(1_000, 200, 0), Labels.NONE))
                .pod("prefers-a", World.spec(ONE_CORE, Labels.NONE).withAffinity(preferring("a")));
        Solution solution = solve(world, ReservedMode.STRICT);
        assertThat(solution.unplaced()).singleElement().satisfies(unplaced -> {
            assertThat(unplaced.pod().meta().name()).isEqualTo("prefers-a");
            assertThat(unplaced.deferred()).isTrue();
        });
    }

    private static Affinity preferring(String zone) {
        Affinity.PreferredNode preferred = new Affinity.PreferredNode(
                1, new NodeSelectorTerm(List.of(NodeSelectorRequirement.in(WellKnown.ZONE, zone)), List.of()));
        return new Affinity(List.of(), List.of(preferred), List.of(), List.of(), List.of(), List.of());
    }

    @Test
    void aPodMayAskForAReservationByItsLabel() {
        World world = oneCore()
                .reserve("cr-1", "one", 5)
                .reserve("cr-2", "one", 5)
                .pool("default")
                .pod("p", World.spec(ONE_CORE, Labels.of(WellKnown.CAPACITY_RESERVATION_ID, "cr-2")));
        assertThat(reservations(world.solve().claims().getFirst())).containsExactly("cr-2");
    }

    @Test
    void oneLaunchTakesOneKindOfReservationsOnly() {
        // cr-1 is of the dearer type; the cheapest reserved offering decides the kind: a plain reservation.
        World world = new World()
                .type("one", 1_000, 4_096, 0, 1.00)
                .type("two", 2_000, 4_096, 0, 2.00)
                .reserve("cr-block", "two", 1, Reservation.CAPACITY_BLOCK, false)
                .reserve("cr-plain", "one", 1)
                .pool("default")
                .pods(1, "p", ONE_CORE);
        PlannedClaim claim = world.solve().claims().getFirst();
        assertThat(reservations(claim)).containsExactly("cr-block", "cr-plain");
        assertThat(launch(claim).overrides()).containsExactly(new Override("one", "a", 10, "cr-plain"));
    }

    @Test
    void oneLaunchNamesOneCapacityBlockOnly() {
        World world = new World()
                .type("one", 1_000, 4_096, 0, 1.00)
                .type("two", 2_000, 4_096, 0, 2.00)
                .reserve("cr-1", "one", 1, Reservation.CAPACITY_BLOCK, false)
                .reserve("cr-2", "two", 1, Reservation.CAPACITY_BLOCK, false)
                .pool("default")
                .pods(1, "p", ONE_CORE);
        assertThat(launch(world.solve().claims().getFirst()).overrides())
                .containsExactly(new Override("one", "a", 10, "cr-1"));
    }

    @Test
    void ofSeveralReservationsInAZoneTheRoomiestIsLaunchedInto() {
        World world = oneCore()
                .reserve("cr-small", "one", 1)
                .reserve("cr-large", "one", 7)
                .pool("default")
                .pods(1, "p", ONE_CORE);
        assertThat(launch(world.solve().claims().getFirst()).overrides())
                .containsExactly(new Override("one", "a", 10, "cr-large"));
    }

    @Test
    void aReservationThatCouldNotServeIsFullForAMinute() {
        UnavailableOfferings unavailable = new UnavailableOfferings();
        List<InstanceType> types = List.copyOf(oneCore().reserve("cr-1", "one", 1).types);
        unavailable.mark(new Offer("one", "a", WellKnown.RESERVED, 10, "cr-1"), 0);
        assertThat(unavailable.apply(types, 1).getFirst().offerings())
                .filteredOn(o -> o.reservation() != null)
                .noneMatch(o -> o.available());
        assertThat(unavailable.apply(types, UnavailableOfferings.RESERVATION_REMEMBERED_NS))
                .isSameAs(types);
    }

    @Property(tries = 300)
    void noReservationIsPromisedMoreOftenThanItHasPlaces(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World();
        int[] counts = new int[4];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = random.nextInt(4);
            world.type("t" + i, 1_000L << random.nextInt(3), 8_192, 0, 1 + i);
            world.reserve("cr-" + i, "t" + i, counts[i]);
        }
        world.pool("default");
        for (int i = 0; i < random.nextInt(25); i++) {
            Labels selector =
                    random.nextInt(3) == 0 ? Labels.of(WellKnown.INSTANCE_TYPE, "t" + random.nextInt(4)) : Labels.NONE;
            world.pod("p" + i, World.spec(World.request(250L * (1 + random.nextInt(8)), 64, 0), selector));
        }
        for (ReservedMode mode : ReservedMode.values()) {
            Solution solution = solve(world, mode);
            for (int i = 0; i < counts.length; i++) {
                String id = "cr-" + i;
                assertThat(solution.claims().stream()
                                .filter(claim -> reservations(claim).contains(id))
                                .count())
                        .isLessThanOrEqualTo(counts[i]);
            }
            solution.unplaced()
                    .forEach(u -> assertThat(u.deferred() && mode == ReservedMode.FALLBACK)
                            .isFalse());
            solution.claims()
                    .forEach(
                            c -> assertThat(Objects.requireNonNull(c.options())).isNotEmpty());
        }
    }
}
