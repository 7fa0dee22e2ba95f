package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodeOverlay.PriceChange;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.provisioning.LaunchPlanner.Launch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A type of $0.10 on demand and $0.04 as spot, and one of twice that, under NodeOverlays. */
class NodeOverlaysTest {

    private static final NodeSelectorRequirement SMALL = NodeSelectorRequirement.in(WellKnown.INSTANCE_TYPE, "small");
    private static final NodeSelectorRequirement SPOT =
            NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.SPOT);

    private static World world() {
        return new World().type("small", 2_000, 4_096, 0, 0.10).type("large", 4_000, 8_192, 0, 0.20);
    }

    private static NodeOverlay overlay(
            String name, int weight, @Nullable PriceChange price, NodeSelectorRequirement... required) {
        return new NodeOverlay(ObjectMeta.named(name), List.of(required), price, Resources.NONE, weight);
    }

    private static NodeOverlay capacity(
            String name, int weight, Resources capacity, NodeSelectorRequirement... required) {
        return new NodeOverlay(ObjectMeta.named(name), List.of(required), null, capacity, weight);
    }

    private static NodeOverlays evaluated(World world, NodeOverlay... overlays) {
        Map<NodePool, List<InstanceType>> offered = new LinkedHashMap<>();
        world.cluster.pools().forEach(pool -> offered.put(pool, world.types));
        return new NodeOverlays(List.of(overlays), offered);
    }

    /** What the first pool can buy. */
    private static List<InstanceType> on(World world, NodeOverlay... overlays) {
        return evaluated(world, overlays).on(world.cluster.pools().iterator().next(), world.types);
    }

    private static List<Long> prices(InstanceType type) {
        return type.offerings().stream().map(Offering::priceMicroUsdPerHour).toList();
    }

    @Test
    void aPriceStandsInThePlaceOfThatOfTheCloud() {
        List<InstanceType> types = on(world().pool("p"), overlay("o", 0, new PriceChange.Fixed(30_000), SMALL));
        assertThat(prices(types.getFirst())).containsExactly(30_000L, 30_000L, 30_000L, 30_000L);
        assertThat(prices(types.getLast())).containsExactly(200_000L, 80_000L, 200_000L, 80_000L);
        assertThat(types.getFirst().overlaid()).isEqualTo(new InstanceType.Overlaid(true, false));
        assertThat(types.getLast().overlaid()).isEqualTo(InstanceType.Overlaid.NOTHING);
    }

    @Test
    void anAdjustmentIsAnAmountOrAShareAndNeverGoesBelowZero() {
        // 100,000 + 5,000 and 40,000 + 5,000; a tenth less of 100,000 and 40,000; 40,000 - 50,000 is 0.
        assertThat(prices(on(world().pool("p"), overlay("o", 0, new PriceChange.By(5_000)))
                        .getFirst()))
                .containsExactly(105_000L, 45_000L, 105_000L, 45_000L);
        assertThat(prices(on(world().pool("p"), overlay("o", 0, new PriceChange.ByPercent(BigDecimal.valueOf(-10))))
                        .getFirst()))
                .containsExactly(90_000L, 36_000L, 90_000L, 36_000L);
        assertThat(prices(on(world().pool("p"), overlay("o", 0, new PriceChange.By(-50_000)))
                        .getFirst()))
                .containsExactly(50_000L, 0L, 50_000L, 0L);
        assertThat(new PriceChange.ByPercent(new BigDecimal("12.5")).of(12)).isEqualTo(14); // 13.5, half to even
    }

    @Test
    void onlyTheOfferingsThatAreRequiredChange() {
        List<InstanceType> types = on(
                world().pool("p"),
                overlay("o", 0, new PriceChange.Fixed(1), SPOT, NodeSelectorRequirement.in(WellKnown.ZONE, "b")));
        assertThat(prices(types.getFirst())).containsExactly(100_000L, 40_000L, 100_000L, 1L);
    }

    @Test
    void theHeavierOverlayHoldsAndAdjustmentsDoNotAddUp() {
        List<InstanceType> types = on(
                world().pool("p"),
                overlay("a", 10, new PriceChange.By(1_000), SMALL),
                overlay("b", 20, new PriceChange.By(2_000), SMALL, SPOT));
        // Spot is the heavier overlay's, on-demand the lighter one's.
        assertThat(prices(types.getFirst())).containsExactly(101_000L, 42_000L, 101_000L, 42_000L);
    }

    @Test
    void overlaysOfOneWeightThatSpeakOfOneOfferingConflictAndTheEarlierNameHasNoEffect() {
        NodeOverlays overlays = evaluated(
                world().pool("p"),
                overlay("a", 10, new PriceChange.By(1_000), SMALL),
                overlay("b", 10, new PriceChange.By(2_000), SPOT),
                overlay(
                        "c",
                        10,
                        new PriceChange.By(3_000),
                        NodeSelectorRequirement.in(WellKnown.INSTANCE_TYPE, "none")));
        assertThat(overlays.inForce()).extracting(NodeOverlay::name).containsExactly("c", "b");
        assertThat(overlays.refused()).containsOnlyKeys("a");
        assertThat(overlays.refused().get("a")).isEqualTo("it conflicts with another overlay of weight 10");
    }

    @Test
    void aConflictInOnePoolTakesTheOverlayAwayFromAll() {
        World world = world().pool("p").pool("q");
        NodeOverlays overlays = evaluated(
                world,
                overlay("a", 5, new PriceChange.Fixed(1), SMALL),
                overlay("b", 5, new PriceChange.Fixed(2), SMALL, NodeSelectorRequirement.in(WellKnown.NODE_POOL, "q")));
        assertThat(overlays.inForce()).extracting(NodeOverlay::name).containsExactly("b");
        NodePool p = world.cluster.pools().iterator().next();
        assertThat(overlays.on(p, world.types)).isSameAs(world.types);
    }

    @Test
    void extendedResourcesAreAddedAndTheHeavierAmountHolds() {
        List<InstanceType> types = on(
                world().pool("p"),
                capacity("a", 1, Resources.of(Map.of("x.io/a", 1L, "x.io/b", 1L)), SMALL),
                capacity("b", 2, Resources.of("x.io/b", 7), SMALL));
        assertThat(types.getFirst().capacity().get("x.io/a")).isEqualTo(1);
        assertThat(types.getFirst().capacity().get("x.io/b")).isEqualTo(7);
        assertThat(types.getFirst().capacity().cpuMilli()).isEqualTo(2_000);
        assertThat(types.getFirst().overlaid()).isEqualTo(new InstanceType.Overlaid(false, true));
    }

    @Test
    void aPodFindsTheNodeThatOnlyAnOverlaySaysItCanHave() {
        World world = world().pool("p").pods(1, "w", World.request(100, 100, 0).with("x.io/a", 1));
        assertThat(world.solve().claims()).isEmpty();
        List<InstanceType> types = on(world, capacity("a", 1, Resources.of("x.io/a", 1), SMALL));
        world.types.clear();
        world.types.addAll(types);
        PlannedClaim claim = world.solve().claims().getFirst();
        assertThat(claim.options()).extracting(InstanceType::name).containsExactly("small");
        assertThat(claim.toNodeClaim("c", 0).meta().annotations().has(WellKnown.CAPACITY_OVERLAY_APPLIED, "true"))
                .isTrue();
    }

    @Test
    void whatNobodyMayRequireOrAddHasNoEffect() {
        NodeOverlays overlays = evaluated(
                world().pool("p"),
                overlay("a", 0, new PriceChange.Fixed(1), NodeSelectorRequirement.in(WellKnown.HOSTNAME, "h")),
                capacity("b", 0, Resources.of("cpu", 1_000)));
        assertThat(overlays.inForce()).isEmpty();
        assertThat(overlays.refused())
                .containsEntry("a", "nobody may require the label kubernetes.io/hostname")
                .containsEntry("b", "it can add extended resources only, not cpu");
    }

    @Test
    void aLabelThatNeitherPoolNorTypeDefinesMatchesNothing() {
        NodeSelectorRequirement undefined = NodeSelectorRequirement.in("team", "a");
        NodeSelectorRequirement absent = new NodeSelectorRequirement("team", Operator.DOES_NOT_EXIST, List.of(), null);
        World world = world().pool("p");
        assertThat(on(world, overlay("o", 0, new PriceChange.Fixed(1), undefined)))
                .isSameAs(world.types);
        assertThat(prices(on(world, overlay("o", 0, new PriceChange.Fixed(1), absent))
                        .getFirst()))
                .containsOnly(1L);
    }

    @Test
    void aLaunchAtAUsersPricesFollowsThemAsPriorities() {
        World world = world().pool("p").pods(1, "w", World.request(100, 100, 0));
        List<InstanceType> types = on(
                world,
                overlay(
                        "o",
                        0,
                        new PriceChange.Fixed(1),
                        SPOT,
                        NodeSelectorRequirement.in(WellKnown.INSTANCE_TYPE, "large")));
        world.types.clear();
        world.types.addAll(types);
        PlannedClaim claim = world.solve().claims().getFirst();
        assertThat(claim.options()).extracting(InstanceType::name).containsExactly("large", "small");
        Launch launch = new LaunchPlanner(SolverOptions.MinValues.STRICT).launch(claim.toNodeClaim("c", 0), claim);
        assertThat(launch).isInstanceOfSatisfying(Launch.Ask.class, ask -> {
            LaunchRequest request = ask.request();
            assertThat(request.prioritized()).isTrue();
            assertThat(request.overrides().getFirst().instanceType()).isEqualTo("large");
        });
        assertThat(claim.toNodeClaim("c", 0).meta().annotations().has(WellKnown.PRICE_OVERLAY_APPLIED, "true"))
                .isTrue();
    }

    @Property(tries = 200)
    void overlaysWithoutEffectChangeNoDecision(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        Random random = new Random(seed);
        List<NodeOverlay> overlays = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            PriceChange none =
                    random.nextBoolean() ? new PriceChange.By(0) : new PriceChange.ByPercent(BigDecimal.ZERO);
            NodeSelectorRequirement[] required =
                    random.nextBoolean() ? new NodeSelectorRequirement[] {SPOT} : new NodeSelectorRequirement[0];
            overlays.add(overlay("o" + i, random.nextInt(3), none, required));
        }
        NodeOverlays evaluated = evaluated(world, overlays.toArray(NodeOverlay[]::new));
        Problem plain = world.problem();
        Problem overlaid = new Problem(
                plain.pods(),
                plain.nodes(),
                plain.pools(),
                pool -> evaluated.on(pool, world.types),
                plain.cluster(),
                plain.consolidationNs(),
                plain.reserved());
        assertThat(SolverPropertyTest.texts(new Solver(SolverOptions.DEFAULT).solve(overlaid)))
                .isEqualTo(SolverPropertyTest.texts(world.solve()));
    }

    @Property(tries = 200)
    void theOrderInWhichOverlaysAreReadDoesNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        World world = world().pool("p").pool("q");
        List<NodeOverlay> overlays = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            NodeSelectorRequirement[] required = switch (random.nextInt(3)) {
                case 0 -> new NodeSelectorRequirement[] {SMALL};
                case 1 -> new NodeSelectorRequirement[] {SPOT};
                default -> new NodeSelectorRequirement[] {NodeSelectorRequirement.in(WellKnown.NODE_POOL, "q")};
            };
            overlays.add(overlay("o" + i, random.nextInt(3), new PriceChange.By(1_000L * i), required));
        }
        NodeOverlays once = evaluated(world, overlays.toArray(NodeOverlay[]::new));
        NodeOverlays again = evaluated(world, overlays.reversed().toArray(NodeOverlay[]::new));
        assertThat(once.inForce()).isEqualTo(again.inForce()).isNotEmpty();
        world.cluster
                .pools()
                .forEach(pool -> assertThat(once.on(pool, world.types)).isEqualTo(again.on(pool, world.types)));
    }
}
