package dev.nodecast.scheduler.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools with {@code replicas}: their nodes are there whatever pods there are. */
class StaticPoolsTest {

    private final ScriptedWorld world = new ScriptedWorld();
    private final ControlLoop loop = new ControlLoop(world.ports(), Settings.defaults());

    @BeforeEach
    void oneTypeAndRunningLoops() {
        world.types = List.of(Given.gpuType("g4dn.xlarge", 300_000, 650_000));
        loop.start();
    }

    private static NodePool pool(int replicas, @Nullable Long nodeLimit) {
        NodePool dynamic = Given.pool("fixed", NodePool.Disruption.DEFAULT, null);
        return new NodePool(
                dynamic.meta(), dynamic.template(), dynamic.disruption(), dynamic.limits(), nodeLimit, 0, replicas);
    }

    private void see(int replicas, @Nullable Long nodeLimit) {
        loop.observe(new Observation.NodePoolObserved(pool(replicas, nodeLimit)));
        world.passSeconds(0);
    }

    /** Launches what was asked for and brings up its node. */
    private String up(String claim, String node) {
        var type = world.types.getFirst();
        loop.observe(new Observation.Launched(
                claim,
                "i-" + claim,
                new Observation.Offer(type.name(), "a", WellKnown.SPOT, 300_000),
                Labels.of(WellKnown.CAPACITY_TYPE, WellKnown.SPOT),
                type.capacity(),
                type.allocatable()));
        loop.observe(new Observation.NodeObserved(Given.registering(world.claims.get(claim), node, true)));
        return claim;
    }

    private List<String> claims() {
        return List.copyOf(world.claims.keySet());
    }

    private List<String> going() {
        return world.takeCommands().stream()
                .filter(command -> command.startsWith("delete claim"))
                .toList();
    }

    @Test
    void nodesAreLaunchedWithoutAnyPod() {
        see(3, null);
        assertThat(world.launches).hasSize(3);
        NodeClaim claim = world.claims.values().iterator().next();
        assertThat(claim.requirements()).noneMatch(r -> r.key().equals(WellKnown.INSTANCE_TYPE));
        assertThat(claim.requests().isEmpty()).isTrue();
    }

    @Test
    void theLimitOnNodesHoldsAndIsLookedAtAgainAfterHalfAMinute() {
        see(5, 2L);
        assertThat(world.launches).hasSize(2);
        loop.observe(new Observation.NodePoolObserved(pool(5, 3L)));
        world.passSeconds(0);
        assertThat(world.launches).hasSize(3);
    }

    @Test
    void podsAreNeverPlannedOntoNodesThatAStaticPoolCouldLaunch() {
        see(0, null);
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("w1")));
        world.passSeconds(5);
        assertThat(world.launches).isEmpty();
    }

    @Test
    void podsTakePlacesOnTheNodesOfAStaticPool() {
        see(1, null);
        up(claims().getFirst(), "n1");
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("w1")));
        world.passSeconds(5);
        assertThat(world.launches).hasSize(1);
        assertThat(loop.state().ofNode("n1").nominatedAt(world.nowNs())).isTrue();
    }

    @Test
    void aNodeThatIsGoneIsReplaced() {
        see(1, null);
        String claim = up(claims().getFirst(), "n1");
        loop.observe(new Observation.InstanceGone("i-" + claim));
        world.passSeconds(0);
        assertThat(world.launches).hasSize(2);
        assertThat(claims()).doesNotContain(claim).hasSize(1);
    }

    @Test
    void aLaunchThatFailsIsTriedAgain() {
        see(1, null);
        loop.observe(new Observation.LaunchFailed(claims().getFirst(), "no capacity", List.of()));
        world.passSeconds(0.9);
        assertThat(world.launches).hasSize(1);
        world.passSeconds(0.1);
        assertThat(world.launches).hasSize(2);
    }

    @Test
    void whenItIsToHaveFewerThoseNotLaunchedGoFirstThenEmptyOnesThenThoseWithTheLeastToMove() {
        see(4, null);
        List<String> claims = claims();
        up(claims.get(0), "busy");
        up(claims.get(1), "empty");
        up(claims.get(2), "held");
        loop.observe(new Observation.PodObserved(Given.runningGpuPod("w1", "busy")));
        var held = Given.runningGpuPod("w2", "held");
        loop.observe(new Observation.PodObserved(new Pod(
                held.meta().withAnnotations(Labels.of(WellKnown.DO_NOT_DISRUPT, "true")),
                held.spec(),
                held.phase(),
                held.nodeName(),
                held.unschedulable(),
                held.ready(),
                held.startedNs())));
        world.takeCommands();
        see(3, null);
        assertThat(going()).containsExactly("delete claim " + claims.get(3));
        see(2, null);
        assertThat(going()).containsExactly("delete claim " + claims.get(1));
        see(1, null);
        assertThat(going()).containsExactly("delete claim " + claims.get(0));
        see(0, null);
        assertThat(going()).containsExactly("delete claim " + claims.get(2));
        assertThat(world.launches).hasSize(4);
    }

    @Test
    void consolidationLeavesEmptyNodesOfAStaticPoolAlone() {
        see(1, null);
        up(claims().getFirst(), "n1");
        world.passSeconds(600);
        assertThat(going()).isEmpty();
    }

    @Property(tries = 200)
    void aPoolNeverHasMoreNodesThanItsLimitAndComesToItsSize(@ForAll long seed) {
        ScriptedWorld random = new ScriptedWorld();
        random.types = List.of(Given.gpuType("g4dn.xlarge", 300_000, 650_000));
        ControlLoop looped = new ControlLoop(random.ports(), Settings.defaults());
        looped.start();
        Random choice = new Random(seed);
        long limit = 1L + choice.nextInt(6);
        int replicas = 0;
        for (int step = 0; step < 40; step++) {
            switch (choice.nextInt(4)) {
                case 0 -> {
                    replicas = choice.nextInt(9);
                    looped.observe(new Observation.NodePoolObserved(pool(replicas, limit)));
                }
                case 1 ->
                    any(random, choice)
                            .ifPresent(claim ->
                                    looped.observe(new Observation.LaunchFailed(claim, "no capacity", List.of())));
                case 2 -> any(random, choice).ifPresent(claim -> launch(looped, random, claim));
                default ->
                    any(random, choice).ifPresent(claim -> looped.observe(new Observation.InstanceGone("i-" + claim)));
            }
            random.passSeconds(choice.nextInt(20));
            assertThat(random.claims).hasSizeLessThanOrEqualTo((int) limit);
        }
        looped.observe(new Observation.NodePoolObserved(pool(replicas, limit)));
        for (int i = 0; i < 20; i++) {
            random.passSeconds(60);
            // What is on its way out ends: instances that were never launched are given up once they are.
            List.copyOf(random.claims.keySet()).forEach(claim -> launch(looped, random, claim));
            random.terminated().forEach(id -> looped.observe(new Observation.InstanceGone(id)));
        }
        assertThat(random.claims).hasSize((int) Math.min(replicas, limit));
    }

    private static Optional<String> any(ScriptedWorld world, Random choice) {
        List<String> claims = List.copyOf(world.claims.keySet());
        return claims.isEmpty() ? Optional.empty() : Optional.of(claims.get(choice.nextInt(claims.size())));
    }

    private static void launch(ControlLoop loop, ScriptedWorld world, String claim) {
        var type = world.types.getFirst();
        loop.observe(new Observation.Launched(
                claim,
                "i-" + claim,
                new Observation.Offer(type.name(), "a", WellKnown.SPOT, 300_000),
                Labels.NONE,
                type.capacity(),
                type.allocatable()));
    }
}
