package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the solver decided in random worlds, held against the rules of the API. */
class SolverRulesPropertyTest {

    private static final int WORLDS = 2_000;

    @Property(tries = WORLDS)
    void everyPodIsWhereItsNodeSelectorAndItsTolerationsAllow(@ForAll long seed) {
        ApiRules.selectorsAndTolerations(RandomWorld.mixed(seed).solve());
    }

    @Property(tries = WORLDS)
    void noPodCanMeetOneThatItOrThatTheOtherKeepsAwayFrom(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        ApiRules.antiAffinity(world, world.solve());
    }

    @Property(tries = WORLDS)
    @SuppressWarnings("ReferenceEquality") // another pod may be just like it
    void everyPodIsNearThoseItWantsToBeNearUnlessItIsTheFirstOfThem(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        ApiRules.affinity(world, world.solve());
    }

    @Property(tries = WORLDS)
    void podsThatMustSpreadOverHostsAreNowhereMoreThanTheSkewAllows(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        ApiRules.spreadOverHosts(world, world.solve());
    }

    @Property(tries = WORLDS)
    void podsThatMustSpreadOverZonesStayWithinTheSkew(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        ApiRules.spreadOverZones(world, world.solve());
    }

    @Property(tries = WORLDS)
    void moreCapacityNeverMakesAPlainPodUnschedulable(@ForAll long seed) {
        World richer = RandomWorld.plain(seed)
                .type("more", 64_000, 262_144, 1, 3.0)
                .node("more", "b", 2_000, 8_192)
                .pool("more");
        Set<String> before = unplaced(RandomWorld.plain(seed));
        assertThat(before).containsAll(unplaced(richer));
    }

    private static Set<String> unplaced(World world) {
        return world.solve().unplaced().stream()
                .map(left -> left.pod().meta().name())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
