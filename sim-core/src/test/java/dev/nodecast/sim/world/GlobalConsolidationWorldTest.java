package dev.nodecast.sim.world;

import static dev.nodecast.sim.world.Fixtures.HOUR;
import static dev.nodecast.sim.world.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.disruption.ConsolidationOptions.Reach;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.market.CalmMarket;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.NodeStartup;
import dev.nodecast.sim.world.spec.PodStartup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Global consolidation as a setting of the running loops, in the simulated world. */
class GlobalConsolidationWorldTest {

    /** What the loops decided, and when. */
    private static final class Log {
        final Map<String, Long> prices = new LinkedHashMap<>();
        final List<Decision.Disrupt> disrupted = new ArrayList<>();
        long lastNs;

        void record(long nowNs, Decision decision) {
            switch (decision) {
                case Decision.NodeLaunched launched ->
                    prices.put(launched.nodeClaim(), launched.priceMicroUsdPerHour());
                case Decision.Disrupt disrupt -> {
                    disrupted.add(disrupt);
                    lastNs = nowNs;
                }
                default -> {}
            }
        }

        List<Decision.Disrupt> exchanges() {
            return disrupted.stream().filter(d -> d.method().equals("global")).toList();
        }

        long price(List<String> claims) {
            return claims.stream()
                    .mapToLong(claim -> prices.getOrDefault(claim, 0L))
                    .sum();
        }
    }

    private final Log log = new Log();
    private final Fixtures.Builder world = new Fixtures.Builder();

    private static InstanceType type(String name, int cpus, long onDemandMicroUsd) {
        TreeMap<String, List<String>> labels = new TreeMap<>();
        labels.put(WellKnown.ARCH, List.of("amd64"));
        labels.put(WellKnown.OS, List.of("linux"));
        labels.put(WellKnown.ZONE, List.of("a"));
        Resources capacity = Resources.of(
                Map.of(Resources.CPU, cpus * 1000L, Resources.MEMORY, cpus * (4L << 30), Resources.PODS, 58L));
        return new InstanceType(
                name,
                capacity,
                Resources.NONE,
                labels,
                List.of(new Offering("a", WellKnown.ON_DEMAND, onDemandMicroUsd, true)));
    }

    private static NodePool pool(Labels annotations, Budget budget) {
        NodePool plain = Fixtures.pool("gpu-spot");
        return new NodePool(
                plain.meta().withAnnotations(annotations),
                plain.template(),
                new NodePool.Disruption(NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED, 30 * SECOND, List.of(budget)),
                Resources.NONE,
                null,
                0,
                null);
    }

    private static Budget atOnce(int nodes) {
        return new Budget(new CountOrPercent.Count(nodes), List.of(), null, null);
    }

    private static PodDisruptionBudget oneAtATime() {
        return new PodDisruptionBudget(
                new ObjectMeta("prod", "workers", "pdb", Labels.NONE, Labels.NONE, null, 0, null),
                LabelSelector.of("app", Fixtures.WORKER.name()),
                null,
                new CountOrPercent.Count(1),
                false,
                0);
    }

    private RunResult run(Reach reach) {
        return run(world, log, reach);
    }

    private static RunResult run(Fixtures.Builder world, Log log, Reach reach) {
        Settings usual = Settings.defaults();
        Settings settings = new Settings(
                usual.batch(),
                usual.solver(),
                usual.disruption(),
                usual.consolidation().withReach(reach),
                usual.autoscaling());
        return new SimulatedWorld(world.build(), Autoscaler.controlLoop(settings), log::record).runChecked();
    }

    private void sixPodsForWhichOneLargeNodeIsDearerThanSixSmallOnes(Labels annotations) {
        world.horizonNs = 2 * HOUR;
        world.timings = CloudTimings.DEFAULT;
        world.nodeStartup = NodeStartup.DEFAULT;
        world.types = List.of(type("small", 2, 100_000), type("large", 16, 1_000_000));
        world.market = CalmMarket.of(world.types);
        world.pools = List.of(pool(annotations, atOnce(1)));
        world.budgets = List.of(oneAtATime());
        Resources requests = Resources.of(Map.of(Resources.CPU, 1_500L, Resources.MEMORY, 2L << 30));
        world.deployments = List.of(Fixtures.deployment(Fixtures.WORKER, 6, Fixtures.podSpec(requests, 30)));
    }

    private static List<String> running(RunResult result) {
        return result.nodes().stream()
                .filter(node -> node.terminatedNs() == null)
                .map(NodeRecord::instanceType)
                .toList();
    }

    @Test
    void oneDearNodeBecomesSixCheapOnesWhichAreThereBeforeItGoes() {
        sixPodsForWhichOneLargeNodeIsDearerThanSixSmallOnes(Labels.NONE);

        RunResult result = run(Reach.GLOBAL);

        assertThat(log.exchanges()).hasSize(1);
        assertThat(log.exchanges().getFirst().replacements()).hasSize(6);
        assertThat(log.exchanges().getFirst().reason()).isEqualTo("Underutilized");
        assertThat(running(result)).hasSize(6).containsOnly("small");
        NodeRecord large = result.nodes().stream()
                .filter(node -> node.instanceType().equals("large"))
                .findFirst()
                .orElseThrow();
        assertThat(result.nodes())
                .filteredOn(node -> node.instanceType().equals("small"))
                .allSatisfy(small -> assertThat(small.readyNs()).isLessThan(large.terminatingNs()));
    }

    @Test
    void asAPoolsAnnotationAsksForIt() {
        sixPodsForWhichOneLargeNodeIsDearerThanSixSmallOnes(Labels.of("nodecast.dev/consolidation", "global"));
        assertThat(running(run(Reach.KARPENTER))).hasSize(6).containsOnly("small");
    }

    @Test
    void otherwiseTheDearNodeStays() {
        sixPodsForWhichOneLargeNodeIsDearerThanSixSmallOnes(Labels.NONE);
        assertThat(running(run(Reach.KARPENTER))).containsExactly("large");
        assertThat(log.disrupted).isEmpty();
    }

    @Property(tries = 150)
    void itStaysWithinBudgetsMakesItCheaperEachTimeAndComesToRest(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long seed) {
        RandomStream random = new RandomStreams(seed, 3).stream("world");
        int most = 1 + random.nextInt(4);
        Log log = new Log();
        Fixtures.Builder world = new Fixtures.Builder();
        world.seed = seed;
        world.horizonNs = 5 * HOUR;
        world.timings = CloudTimings.DEFAULT;
        world.types = List.of(
                type("two", 2, 60_000 + random.nextInt(80_000)),
                type("four", 4, 120_000 + random.nextInt(200_000)),
                type("eight", 8, 300_000 + random.nextInt(400_000)),
                type("sixteen", 16, 600_000 + random.nextInt(900_000)));
        world.market = CalmMarket.of(world.types);
        world.pools = List.of(pool(Labels.NONE, atOnce(most)));
        world.budgets = random.nextInt(2) == 0 ? List.of(oneAtATime()) : List.of();
        world.deployments = new ArrayList<>();
        for (int d = 0; d < 3; d++) {
            int replicas = 1 + random.nextInt(8);
            ObjectKey key = d == 0 ? Fixtures.WORKER : ObjectKey.of("prod", "app-" + d);
            Resources requests =
                    Resources.of(Map.of(Resources.CPU, 250L * (1 + random.nextInt(12)), Resources.MEMORY, 1L << 30));
            world.deployments.add(Fixtures.deployment(key, replicas, Fixtures.podSpec(requests, 30)));
            world.podStartup.put(key, PodStartup.INSTANT);
        }

        run(world, log, Reach.GLOBAL);

        for (Decision.Disrupt exchange : log.exchanges()) {
            assertThat(exchange.nodeClaims()).as("seed %d", seed).hasSizeLessThanOrEqualTo(most);
            assertThat(log.price(exchange.replacements()))
                    .as("seed %d", seed)
                    .isLessThan(log.price(exchange.nodeClaims()));
        }
        assertThat(log.lastNs).as("seed %d", seed).isLessThan(4 * HOUR);
    }
}
