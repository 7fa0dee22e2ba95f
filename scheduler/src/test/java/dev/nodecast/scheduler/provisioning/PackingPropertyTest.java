package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What holds of every packing at the least cost, in random worlds with every rule there is. */
class PackingPropertyTest {

    private static final int WORLDS = 300;

    private static final SolverOptions OPTIONS = SolverOptions.DEFAULT.withPacking(
            new PackingOptions(PackingOptions.Mode.OPTIMAL, 1_000, new Effort(30_000)));

    private static Packed pack(World world) {
        return new Solver(OPTIONS).pack(world.problem());
    }

    @Property(tries = WORLDS)
    void theRulesOfTheApiHold(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        ApiRules.hold(world, pack(world).solution());
    }

    @Property(tries = WORLDS)
    void allThatKarpenterPlacesIsPlacedAndCostsNoMore(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        Packed packed = pack(world);
        Solution greedy = world.solve();
        assertThat(left(greedy)).containsAll(left(packed.solution()));
        PackingReport report = Objects.requireNonNull(packed.report());
        if (left(packed.solution()).equals(left(greedy))) {
            assertThat(report.cost()).isLessThanOrEqualTo(report.greedyCost()).isEqualTo(cost(packed.solution()));
            assertThat(report.greedyCost()).isEqualTo(cost(greedy));
        }
        assertThat(report.bound()).isBetween(0L, report.cost());
    }

    @Test
    void inManyWorldsItCostsLessOrPlacesMoreAndIsProvedOptimal() {
        int better = 0;
        int optimal = 0;
        for (long seed = 0; seed < 200; seed++) {
            Packed packed = pack(RandomWorld.mixed(seed));
            PackingReport report = Objects.requireNonNull(packed.report());
            int fewer = RandomWorld.mixed(seed).solve().unplaced().size()
                    - packed.solution().unplaced().size();
            better += report.cost() < report.greedyCost() || fewer > 0 ? 1 : 0;
            optimal += report.optimal() ? 1 : 0;
        }
        System.out.printf("packing: of 200 random worlds %d better, %d proved optimal%n", better, optimal);
        assertThat(better).isGreaterThan(30);
        assertThat(optimal).isGreaterThan(100);
    }

    private static Set<String> left(Solution solution) {
        Set<String> names = new LinkedHashSet<>();
        solution.unplaced().forEach(u -> names.add(u.pod().meta().name()));
        return names;
    }

    private static long cost(Solution solution) {
        return solution.claims().stream()
                .mapToLong(c -> LaunchOrder.cheapest(c.options().getFirst(), c.requirements()) + 1_000)
                .sum();
    }

    @Property(tries = WORLDS)
    void everyPodIsPlacedOnceOrExplained(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        Solution solution = pack(world).solution();
        List<String> seen = new ArrayList<>(left(solution));
        solution.claims().forEach(c -> c.pods().forEach(p -> seen.add(p.meta().name())));
        solution.placements()
                .forEach(n -> n.pods().forEach(p -> seen.add(p.meta().name())));
        assertThat(seen).doesNotHaveDuplicates().hasSize(world.problem().pods().size());
        assertThat(solution.unplaced()).allSatisfy(u -> assertThat(u.sentence()).isNotBlank());
    }

    @Property(tries = WORLDS)
    void noNodeIsOverfullOnAnyOfItsTypesNorDearerThanItIsPriced(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        Solution solution = pack(world).solution();
        for (PlannedClaim claim : solution.claims()) {
            long price = LaunchOrder.cheapest(claim.options().getFirst(), claim.requirements());
            for (InstanceType type : claim.options()) {
                assertThat(claim.requests().fitsIn(type.allocatable())).isTrue();
                assertThat(LaunchOrder.worst(type, claim.requirements())).isEqualTo(price);
            }
        }
        for (Solution.Placement placement : solution.placements()) {
            Resources asked =
                    placement.pods().stream().map(pod -> pod.spec().requests()).reduce(Resources.NONE, Resources::plus);
            assertThat(asked.fitsIn(placement.node().available())).isTrue();
        }
    }

    @Property(tries = WORLDS)
    void noLimitIsExceededWhateverTypesAreBought(@ForAll long seed) {
        Map<NodePool, Long> cores = new LinkedHashMap<>();
        for (PlannedClaim claim : pack(RandomWorld.mixed(seed)).solution().claims()) {
            long largest = claim.options().stream()
                    .mapToLong(type -> type.capacity().cpuMilli())
                    .max()
                    .orElseThrow();
            cores.merge(claim.nodePool(), largest, Long::sum);
        }
        cores.forEach((pool, used) -> {
            if (pool.limits().names(Resources.CPU)) {
                assertThat(used).isLessThanOrEqualTo(pool.limits().cpuMilli());
            }
        });
    }

    @Property(tries = 150)
    void theOrderOfTheInputAndWhatWasSolvedBeforeDoNotMatter(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        Problem problem = world.problem();
        List<Pod> pods = new ArrayList<>(problem.pods());
        List<StateNode> nodes = new ArrayList<>(problem.nodes());
        List<NodePool> pools = new ArrayList<>(problem.pools());
        List<InstanceType> types = new ArrayList<>(world.types);
        Random random = new Random(seed);
        List.of(pods, nodes, pools, types).forEach(list -> Collections.shuffle(list, random));
        Problem shuffled = new Problem(pods, nodes, pools, pool -> types, problem.cluster(), null);
        Solver used = new Solver(OPTIONS);
        used.pack(RandomWorld.mixed(seed + 1).problem());
        assertThat(texts(used.pack(shuffled))).isEqualTo(texts(pack(world)));
    }

    private static List<String> texts(Packed packed) {
        List<String> texts = new ArrayList<>();
        packed.solution()
                .claims()
                .forEach(c -> texts.add(names(c.pods()) + " "
                        + c.requirements() + " "
                        + c.options().stream().map(InstanceType::name).toList()));
        packed.solution().placements().forEach(p -> texts.add(p.node().name() + names(p.pods())));
        texts.add(String.valueOf(packed.report()));
        return texts.stream().sorted().toList();
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.meta().name()).sorted().toList();
    }
}
