package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.packing.Effort;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Packings that can be worked out by hand. */
class PackingTest {

    private static final NodeSelectorRequirement ON_DEMAND =
            NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.ON_DEMAND);

    private static Packed pack(World world, PackingOptions options) {
        return new Solver(SolverOptions.DEFAULT.withPacking(options)).pack(world.problem());
    }

    private static PackingReport report(Packed packed) {
        return Objects.requireNonNull(packed.report());
    }

    private static World gpus() {
        return new World()
                .type("g4dn.xlarge", 4_000, 16_384, 1, 0.526)
                .type("g4dn.12xlarge", 48_000, 196_608, 4, 3.912)
                .pool("default", ON_DEMAND)
                .pods(20, "p", World.request(3_000, 8_192, 1));
    }

    @Test
    void twentyPodsOfOneGpuGoToTwentySmallNodesRatherThanFiveLarge() {
        // Karpenter fills the largest type: 5 x 3.912 = 19.56. One node a pod: 20 x 0.526 = 10.52.
        Packed packed = pack(gpus(), PackingOptions.OPTIMAL);
        assertThat(packed.solution().claims()).hasSize(20);
        assertThat(packed.solution().claims())
                .allSatisfy(claim -> assertThat(claim.options())
                        .extracting(InstanceType::name)
                        .containsExactly("g4dn.xlarge"));
        assertThat(report(packed).cost()).isEqualTo(10_520_000);
        assertThat(report(packed).greedyCost()).isEqualTo(19_560_000);
        assertThat(report(packed).optimal()).isTrue();
    }

    @Test
    void whatANodeCostsBesidesItsInstanceWeighsAgainstManySmallOnes() {
        // With 2 USD a node: 20 x 2.526 = 50.52, 5 x 5.912 = 29.56.
        Packed packed = pack(gpus(), new PackingOptions(PackingOptions.Mode.OPTIMAL, 2_000_000, Effort.DEFAULT));
        assertThat(packed.solution().claims()).hasSize(5);
        assertThat(report(packed).cost()).isEqualTo(29_560_000);
        assertThat(report(packed).optimal()).isTrue();
    }

    @Test
    void greedyPoolsArePackedAsKarpenterDoesAndNothingIsReported() {
        Packed packed = pack(gpus(), PackingOptions.GREEDY);
        assertThat(packed.report()).isNull();
        assertThat(packed.solution().claims()).hasSize(5);
    }

    @Test
    void aPoolAsksForItsPackingByAnnotationAndTheClaimsOfOthersStay() {
        // Pods pinned to pool other are packed by Karpenter's rule: both on one large node.
        World world = new World().type("small", 2_000, 4_096, 0, 0.10).type("large", 8_000, 16_384, 0, 0.90);
        world.pool("other", ON_DEMAND).pool("packed", ON_DEMAND);
        NodePool plain = Objects.requireNonNull(world.cluster.pool("packed"));
        Labels annotations = Labels.of(PackingOptions.ANNOTATION, "optimal");
        world.cluster.see(new NodePool(
                plain.meta().withAnnotations(annotations),
                plain.template(),
                plain.disruption(),
                plain.limits(),
                plain.nodeLimit(),
                plain.weight(),
                plain.replicas()));
        for (String pool : List.of("other", "packed")) {
            for (int i = 0; i < 2; i++) {
                world.pod(pool + i, World.spec(World.request(1_500, 100, 0), Labels.of(WellKnown.NODE_POOL, pool)));
            }
        }
        Packed packed = pack(world, PackingOptions.GREEDY);
        assertThat(packed.solution().claims())
                .extracting(
                        claim -> claim.nodePool().name() + " " + claim.pods().size())
                .containsExactlyInAnyOrder("other 2", "packed 1", "packed 1");
        assertThat(report(packed).cost()).isEqualTo(200_000);
    }

    @Test
    void nodesThatStandAreUsedForWhatSavesMost() {
        // The node takes one pod of 2 cores or four of 500 m. New, the large one costs 0.40 and each small one 0.05:
        // 4 x 0.05 = 0.20 beside the large one on the node, against 0.40 the other way round.
        World world = new World()
                .type("half", 500, 4_096, 0, 0.05)
                .type("two", 2_000, 8_192, 0, 0.40)
                .pool("default", ON_DEMAND)
                .node("there", 2_000, 8_192)
                .pods(1, "large", World.request(2_000, 100, 0))
                .pods(4, "small", World.request(500, 100, 0));
        Packed packed = pack(world, PackingOptions.OPTIMAL);
        assertThat(packed.solution().placements().getFirst().pods())
                .extracting(pod -> pod.meta().name())
                .containsExactly("large-0");
        assertThat(report(packed).cost()).isEqualTo(200_000);
        assertThat(report(packed).optimal()).isTrue();
    }

    @Test
    void aLimitIsChargedWithWhatIsBoughtSoThatMorePodsFindAPlace() {
        // Karpenter charges the largest type a claim could become: of 10 cores 8 for the first pod and 2 for the
        // second,
        // and nothing is left for the third. Three small nodes take 6.
        World world = new World()
                .type("small", 2_000, 4_096, 0, 0.10)
                .type("large", 8_000, 16_384, 0, 0.40)
                .pool("default", 0, Resources.of(Resources.CPU, 10_000), List.of());
        for (String where : List.of("a/spot", "b/spot", "a/on-demand")) {
            String[] parts = where.split("/", -1);
            Labels labels = Labels.of(WellKnown.ZONE, parts[0]).with(WellKnown.CAPACITY_TYPE, parts[1]);
            world.pod(where.replace('/', '-'), World.spec(World.request(1_900, 100, 0), labels));
        }
        assertThat(world.solve().unplaced()).isNotEmpty();
        Packed packed = pack(world, PackingOptions.OPTIMAL);
        assertThat(packed.solution().unplaced()).isEmpty();
        assertThat(report(packed).cost()).isEqualTo(2 * 40_000 + 100_000);
    }

    @Test
    void aClaimKeepsWhatIsAsCheapAndNothingDearer() {
        // Spot costs 40 %: twin and small 0.04 in both zones, large 0.16.
        World world = new World()
                .type("small", 2_000, 4_096, 0, 0.10)
                .type("twin", 2_000, 4_096, 0, 0.10)
                .type("large", 8_000, 16_384, 0, 0.40)
                .pool("default")
                .pods(1, "p", World.request(1_500, 100, 0));
        PlannedClaim claim =
                pack(world, PackingOptions.OPTIMAL).solution().claims().getFirst();
        assertThat(claim.options()).extracting(InstanceType::name).containsExactly("small", "twin");
        assertThat(claim.zones()).containsExactly("a", "b");
        assertThat(claim.capacityTypes()).containsExactly(WellKnown.SPOT);
    }

    @Test
    void whatItCameToIsSaidInASentence() {
        assertThat(report(pack(gpus(), PackingOptions.OPTIMAL)).sentence())
                .startsWith("packed at $10.5200/h on 20 new nodes, proved optimal; Karpenter's packing: $19.5600/h"
                        + " on 5");
    }
}
