package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold in every world, in random ones. */
class SolverPropertyTest {

    @Property(tries = 2_000)
    void everyPodIsPlacedOnceOrExplained(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        Solution solution = world.solve();
        List<String> seen = new ArrayList<>();
        solution.claims().forEach(c -> c.pods().forEach(p -> seen.add(p.meta().name())));
        solution.placements()
                .forEach(n -> n.pods().forEach(p -> seen.add(p.meta().name())));
        for (Solution.Unplaced unplaced : solution.unplaced()) {
            seen.add(unplaced.pod().meta().name());
            assertThat(unplaced.reasons()).isNotEmpty();
            assertThat(unplaced.sentence()).isNotBlank();
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(world.problem().pods().size());
    }

    @Property(tries = 2_000)
    void noNodeIsOverfullOnAnyOfItsTypes(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        Solution solution = world.solve();
        for (PlannedClaim claim : solution.claims()) {
            assertThat(claim.options()).isNotEmpty();
            for (InstanceType type : claim.options()) {
                assertThat(claim.requests().fitsIn(type.allocatable())).isTrue();
                assertThat(LaunchOrder.cheapest(type, claim.requirements())).isLessThan(LaunchOrder.NOT_OFFERED);
            }
        }
        for (Solution.Placement placement : solution.placements()) {
            assertThat(sum(placement.pods()).fitsIn(placement.node().available()))
                    .isTrue();
        }
    }

    @Property(tries = 2_000)
    void noLimitIsExceededWhateverTypesAreBought(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        Map<NodePool, Long> cores = new LinkedHashMap<>();
        for (PlannedClaim claim : world.solve().claims()) {
            long largest = claim.options().stream()
                    .mapToLong(t -> t.capacity().cpuMilli())
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

    @Property(tries = 1_000)
    void theOrderOfTheInputAndWhatWasSolvedBeforeDoNotMatter(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        Problem problem = world.problem();
        List<Pod> pods = new ArrayList<>(problem.pods());
        List<StateNode> nodes = new ArrayList<>(problem.nodes());
        List<NodePool> pools = new ArrayList<>(problem.pools());
        Random random = new Random(seed);
        Collections.shuffle(pods, random);
        Collections.shuffle(nodes, random);
        Collections.shuffle(pools, random);
        Problem shuffled =
                new Problem(pods, nodes, pools, problem.instanceTypes(), problem.cluster(), problem.consolidationNs());
        Solver used = new Solver(SolverOptions.DEFAULT);
        used.solve(RandomWorld.mixed(seed + 1).problem());
        assertThat(texts(used.solve(shuffled))).isEqualTo(texts(world.solve()));
        assertThat(texts(used.solve(problem))).isEqualTo(texts(world.solve()));
    }

    @Property(tries = 1_000)
    void solvingChangesNothingInTheCluster(@ForAll long seed) {
        World world = RandomWorld.mixed(seed);
        long version = world.cluster.version();
        List<String> first = texts(world.solve());
        assertThat(world.cluster.version()).isEqualTo(version);
        assertThat(texts(world.solve())).isEqualTo(first);
    }

    private static Set<String> unplaced(Solution solution) {
        Set<String> names = new LinkedHashSet<>();
        solution.unplaced().forEach(u -> names.add(u.pod().meta().name()));
        return names;
    }

    private static Resources sum(List<Pod> pods) {
        return pods.stream().map(p -> p.spec().requests()).reduce(Resources.NONE, Resources::plus);
    }

    static List<String> texts(Solution solution) {
        List<String> texts = new ArrayList<>();
        solution.claims()
                .forEach(c -> texts.add(c.nodePool().name() + " " + names(c.pods()) + " " + c.requirements() + " "
                        + c.options().stream().map(InstanceType::name).toList()));
        solution.placements().forEach(p -> texts.add(p.node().name() + " " + names(p.pods())));
        texts.addAll(unplaced(solution).stream().sorted().toList());
        return texts;
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(p -> p.meta().name()).toList();
    }
}
