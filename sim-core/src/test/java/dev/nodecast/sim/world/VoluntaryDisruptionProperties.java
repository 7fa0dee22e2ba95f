package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.disruption.ConsolidationOptions.Reach;
import dev.nodecast.scheduler.port.Journal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterProperty;

/** What the running control loop promises of voluntary disruption, in the simulated world, at every event. */
class VoluntaryDisruptionProperties {

    private static final long SETTLED = 30 * MINUTE;

    private static int commands;
    private static int replacements;
    private static int evictions;

    private static void run(RandomCluster cluster, DisruptionWitness witness, long seed) {
        new SimulatedWorld(cluster.world.build(), witness.loop(cluster.settings, seed), Journal.NONE).runChecked();
        commands += witness.commands.size();
        evictions += witness.checkedEvictions;
        for (DisruptionWitness.Carried carried : witness.commands) {
            replacements += carried.command.replacements().size();
        }
    }

    /** Worlds in which nothing happens would prove nothing. */
    @AfterProperty
    void muchHappened() {
        assertThat(commands).isGreaterThan(100);
        assertThat(replacements).isGreaterThan(20);
        assertThat(evictions).isGreaterThan(20);
        commands = 0;
        replacements = 0;
        evictions = 0;
    }

    @Property(tries = 300)
    void budgetsOfNodesAndPodsAreNeverBrokenNorIsAnyNodeTakenBeforeItsReplacementIsThere(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        run(new RandomCluster(seed, 2 * HOUR).inAStorm().withPeople(100 * MINUTE), new DisruptionWitness(), seed);
    }

    @Property(tries = 300)
    void consolidationNeverRaisesTheHourlyCost(@ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        DisruptionWitness witness = new DisruptionWitness();
        run(new RandomCluster(seed, 2 * HOUR).inAStorm().withPeople(100 * MINUTE), witness, seed);
        everyConsolidationIsCheaper(witness, seed);
    }

    private static void everyConsolidationIsCheaper(DisruptionWitness witness, long seed) {
        for (DisruptionWitness.Carried carried : witness.commands) {
            if (carried.command.reason().equals("Underutilized")) {
                assertThat(carried.replacementsCost)
                        .as("seed %d: %s", seed, carried.command)
                        .isLessThan(carried.costBefore);
            }
        }
    }

    @Property(tries = 200)
    void withPodsPricesAndAvailabilityFixedItComesToRestAndEveryPodHasAPlace(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        DisruptionWitness witness = new DisruptionWitness();
        long fixedNs = 40 * MINUTE;
        RandomCluster cluster =
                new RandomCluster(seed, 4 * HOUR).withSpotFrom(fixedNs).withPeople(fixedNs);
        run(cluster, witness, seed);
        assertThat(witness.unbound()).as("seed %d", seed).isZero();
        everyConsolidationIsCheaper(witness, seed);
        // An exchange waits until it is worth its move, which can take hours; what goes in circles is back in minutes.
        int late = cluster.settings.consolidation().reach() == Reach.GLOBAL ? 1 : 0;
        assertThat(witness.commands)
                .as("seed %d", seed)
                .filteredOn(carried -> carried.atNs >= 4 * HOUR - SETTLED)
                .hasSizeLessThanOrEqualTo(late);
    }

    @Property(tries = 200)
    void whereCapacityIsScarceNoPodLosesAPlaceItCouldHaveKept(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        DisruptionWitness witness = new DisruptionWitness();
        witness.countFromNs = 50 * MINUTE;
        run(new RandomCluster(seed, 3 * HOUR).withScarceCapacity().withPeople(30 * MINUTE), witness, seed);
        assertThat(witness.bound()).as("seed %d", seed).isGreaterThanOrEqualTo(witness.mostBound);
    }
}
