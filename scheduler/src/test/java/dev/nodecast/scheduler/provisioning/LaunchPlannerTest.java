package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.port.Observation.Offer;
import dev.nodecast.scheduler.provisioning.LaunchPlanner.Launch;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchPlannerTest {

    private static LaunchRequest request(World world) {
        PlannedClaim planned = world.solve().claims().getFirst();
        return ask(launch(planned));
    }

    private static Launch launch(PlannedClaim planned) {
        return new LaunchPlanner(SolverOptions.MinValues.STRICT).launch(planned.toNodeClaim("c", 0), planned);
    }

    private static LaunchRequest ask(Launch launch) {
        return launch instanceof Launch.Ask(LaunchRequest request) ? request : fail("nothing is asked: " + launch);
    }

    @Test
    void spotIsBoughtWhereItIsAllowedAndGpuTypesAreLeftOutWhereNoneIsNeeded() {
        // Spot costs 40 % of on-demand: small $0.04 in each of two zones, big $0.12 > the cheapest on-demand $0.10.
        LaunchRequest request = request(new World()
                .type("small", 2_000, 4_096, 0, 0.10)
                .type("big", 8_000, 16_384, 0, 0.30)
                .type("gpu", 4_000, 8_192, 1, 0.20)
                .pool("default")
                .pods(1, "p", World.request(100, 100, 0)));
        assertThat(request.capacityType()).isEqualTo(WellKnown.SPOT);
        assertThat(request.overrides())
                .containsExactly(new Override("small", "a", 40_000), new Override("small", "b", 40_000));
    }

    @Test
    void gpuTypesStayWhereNothingElseIsLeft() {
        LaunchRequest request = request(new World()
                .type("small", 2_000, 4_096, 0, 0.10)
                .type("gpu", 4_000, 8_192, 1, 0.20)
                .pool("default", NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.ON_DEMAND))
                .pods(1, "p", World.request(100, 100, 1)));
        assertThat(request.capacityType()).isEqualTo(WellKnown.ON_DEMAND);
        assertThat(request.overrides().getFirst()).isEqualTo(new Override("gpu", "a", 200_000));
    }

    @Test
    void atMostSixtyTypesAreNamedTheCheapest() {
        World world = new World().pool("default");
        for (int i = 0; i < 80; i++) {
            world.type("t" + (100 + i), 2_000, 4_096, 0, 1.00 + i * 0.01);
        }
        LaunchRequest request = request(world.pods(1, "p", World.request(100, 100, 0)));
        assertThat(request.overrides().stream().map(Override::instanceType).distinct())
                .hasSize(LaunchPlanner.MAX_TYPES)
                .contains("t100", "t159")
                .doesNotContain("t160");
    }

    private static World families(int families, int typesOfEach) {
        World world = new World();
        for (int f = 0; f < families; f++) {
            for (int t = 0; t < typesOfEach; t++) {
                world.type("f" + f + ".t" + t, 2_000, 4_096, 0, 1 + f + t * 0.001);
            }
        }
        return world;
    }

    private static NodeSelectorRequirement atLeast(int types) {
        return new NodeSelectorRequirement(
                WellKnown.INSTANCE_TYPE, NodeSelectorRequirement.Operator.EXISTS, List.of(), types);
    }

    @Test
    void whereMinValuesAreAskedForNothingIsLeftOutThatGivesChoice() {
        // Without minValues the GPU type and all spot over $0.10 would go.
        LaunchRequest request = request(new World()
                .type("small", 2_000, 4_096, 0, 0.10)
                .type("big", 8_000, 16_384, 0, 0.30)
                .type("gpu", 4_000, 8_192, 1, 0.20)
                .pool("default", atLeast(3))
                .pods(1, "p", World.request(100, 100, 0)));
        assertThat(request.overrides().stream().map(Override::instanceType).distinct())
                .containsExactly("small", "gpu", "big");
    }

    @Test
    void aChoiceThatSixtyTypesDoNotHaveCannotBeLaunchedUnlessItIsBestEffort() {
        World world = families(2, 60).pool("default", atLeast(61)).pods(1, "p", World.request(100, 100, 0));
        PlannedClaim planned = world.solve().claims().getFirst();
        assertThat(launch(planned))
                .isInstanceOfSatisfying(
                        Launch.Nothing.class,
                        nothing -> assertThat(nothing.why())
                                .startsWith("the 60 cheapest instance types, which is all that one launch can name"));
        Launch bestEffort =
                new LaunchPlanner(SolverOptions.MinValues.BEST_EFFORT).launch(planned.toNodeClaim("c", 0), planned);
        assertThat(ask(bestEffort).overrides()).hasSize(120); // 60 types in two zones
    }

    @Test
    void aClaimThatCanHaveNothingAnyMoreIsNotAskedFor() {
        World world = new World().type("small", 2_000, 4_096, 0, 0.10).pool("default");
        PlannedClaim planned = world.pods(1, "p", World.request(100, 100, 0))
                .solve()
                .claims()
                .getFirst()
                .withRequirements(Requirements.of(Requirement.in(WellKnown.ZONE, "nowhere")));
        assertThat(launch(planned))
                .isEqualTo(new Launch.Nothing("all requested instance types were unavailable during launch"));
    }

    @Test
    void whatWasRefusedIsNotAskedForAgainForThreeMinutes() {
        World world = new World().type("small", 2_000, 4_096, 0, 0.10).pool("default");
        world.pods(1, "p", World.request(100, 100, 0));
        UnavailableOfferings unavailable = new UnavailableOfferings();
        var all = List.copyOf(world.types);
        assertThat(unavailable.apply(all, 0)).isSameAs(all);
        unavailable.mark(new Offer("small", "a", WellKnown.SPOT, 40_000), 0);
        var marked = unavailable.apply(all, 1);
        assertThat(unavailable.apply(all, 2)).isSameAs(marked);
        world.types.clear();
        world.types.addAll(marked);
        assertThat(request(world).overrides()).containsExactly(new Override("small", "b", 40_000));
        assertThat(unavailable.isUnavailable("small", "a", WellKnown.SPOT, UnavailableOfferings.REMEMBERED_NS - 1))
                .isTrue();
        assertThat(unavailable.apply(all, UnavailableOfferings.REMEMBERED_NS)).isSameAs(all);
    }

    @Test
    void aBatchWindowClosesAfterTheIdleTimeAndAtTheLatestAfterTheLongest() {
        Batcher batcher = new Batcher(1, 10);
        assertThat(batcher.trigger(100)).isEqualTo(101);
        assertThat(batcher.trigger(105)).isEqualTo(106);
        assertThat(batcher.trigger(109)).isEqualTo(110);
        assertThat(batcher.trigger(110)).isEqualTo(110);
        batcher.close();
        assertThat(batcher.trigger(200)).isEqualTo(201);
    }
}
