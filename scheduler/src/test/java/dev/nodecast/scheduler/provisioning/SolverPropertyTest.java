package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.scheduler.model.WellKnown;
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

    private static final Taint TAINT = new Taint("dedicated", "x", Taint.Effect.NO_SCHEDULE);

    static World random(long seed) {
        Random random = new Random(seed);
        World world = new World();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            long cores = 1L << random.nextInt(5);
            world.type("t" + i, cores * 1_000, cores * 2_048, random.nextInt(4) == 0 ? 1 : 0, cores * 0.05);
        }
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            List<Taint> taints = random.nextInt(3) == 0 ? List.of(TAINT) : List.of();
            Resources limits =
                    random.nextInt(3) == 0 ? Resources.of(Resources.CPU, 10_000L * random.nextInt(6)) : Resources.NONE;
            world.pool("pool-" + i, random.nextInt(3), limits, taints);
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            world.node("node-" + i, 500L * random.nextInt(8), 4_096);
        }
        if (random.nextBoolean()) {
            world.daemonSet("agent", 100L * random.nextInt(5), 128);
        }
        for (int i = 0; i < random.nextInt(40); i++) {
            world.pod("pod-" + i, Labels.of("app", "app-" + random.nextInt(3)), spec(random));
        }
        return world;
    }

    private static PodSpec spec(Random random) {
        Resources request = World.request(
                100L * (1 + random.nextInt(40)), 64L * (1 + random.nextInt(64)), random.nextInt(8) == 0 ? 1 : 0);
        Labels selector =
                random.nextInt(4) == 0 ? Labels.of(WellKnown.ZONE, random.nextBoolean() ? "a" : "b") : Labels.NONE;
        Toleration[] tolerations =
                random.nextBoolean() ? new Toleration[] {Toleration.exists("dedicated")} : new Toleration[0];
        PodSpec spec = World.spec(request, selector, tolerations);
        LabelSelector app = LabelSelector.of("app", "app-" + random.nextInt(3));
        return switch (random.nextInt(5)) {
            case 0 ->
                spec.withTopologySpread(List.of(new TopologySpreadConstraint(
                        1, WellKnown.ZONE, random.nextBoolean(), app, null, true, false, List.of())));
            case 1 -> spec.withAffinity(apart(app));
            default -> spec;
        };
    }

    private static Affinity apart(LabelSelector app) {
        Affinity.PodTerm term = new Affinity.PodTerm(app, List.of(), null, WellKnown.HOSTNAME, List.of(), List.of());
        return new Affinity(List.of(), List.of(), List.of(), List.of(), List.of(term), List.of());
    }

    @Property(tries = 500)
    void everyPodIsPlacedOnceOrExplained(@ForAll long seed) {
        World world = random(seed);
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

    @Property(tries = 500)
    void noNodeIsOverfullOnAnyOfItsTypesAndNoTaintIsViolated(@ForAll long seed) {
        World world = random(seed);
        Solution solution = world.solve();
        for (PlannedClaim claim : solution.claims()) {
            assertThat(claim.options()).isNotEmpty();
            for (InstanceType type : claim.options()) {
                assertThat(claim.requests().fitsIn(type.allocatable())).isTrue();
                assertThat(LaunchOrder.cheapest(type, claim.requirements())).isLessThan(LaunchOrder.NOT_OFFERED);
            }
            for (Pod pod : claim.pods()) {
                for (Taint taint : claim.nodePool().template().taints()) {
                    assertThat(taint.toleratedBy(pod.spec().tolerations())).isTrue();
                }
            }
        }
        for (Solution.Placement placement : solution.placements()) {
            assertThat(sum(placement.pods()).fitsIn(placement.node().available()))
                    .isTrue();
        }
    }

    @Property(tries = 500)
    void noLimitIsExceededWhateverTypesAreBought(@ForAll long seed) {
        World world = random(seed);
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

    @Property(tries = 500)
    void podsThatKeepApartDoNotShareANode(@ForAll long seed) {
        for (PlannedClaim claim : random(seed).solve().claims()) {
            for (Pod pod : claim.pods()) {
                for (Affinity.PodTerm term : pod.spec().affinity().requiredAntiPods()) {
                    long others = claim.pods().stream()
                            .filter(o -> !o.equals(pod)
                                    && term.labelSelector().matches(o.meta().labels()))
                            .count();
                    assertThat(others)
                            .as("%s in %s", pod.meta().name(), claim.pods().size())
                            .isZero();
                }
            }
        }
    }

    @Property(tries = 300)
    void theOrderOfTheInputAndWhatWasSolvedBeforeDoNotMatter(@ForAll long seed) {
        World world = random(seed);
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
        used.solve(random(seed + 1).problem());
        assertThat(texts(used.solve(shuffled))).isEqualTo(texts(world.solve()));
        assertThat(texts(used.solve(problem))).isEqualTo(texts(world.solve()));
    }

    @Property(tries = 300)
    void solvingChangesNothingInTheCluster(@ForAll long seed) {
        World world = random(seed);
        long version = world.cluster.version();
        List<String> first = texts(world.solve());
        assertThat(world.cluster.version()).isEqualTo(version);
        assertThat(texts(world.solve())).isEqualTo(first);
    }

    @Property(tries = 300)
    void oneMoreTypeNeverMakesAPlainPodUnschedulable(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World().pool("default").type("t0", 4_000, 8_192, 0, 0.2);
        World richer =
                new World().pool("default").type("t0", 4_000, 8_192, 0, 0.2).type("t1", 8_000, 16_384, 1, 0.5);
        for (int i = 0; i < random.nextInt(30); i++) {
            Resources request = World.request(100L * (1 + random.nextInt(80)), 64, random.nextInt(5) == 0 ? 1 : 0);
            world.pods(1, "p" + i, request);
            richer.pods(1, "p" + i, request);
        }
        assertThat(unplaced(world.solve())).containsAll(unplaced(richer.solve()));
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
