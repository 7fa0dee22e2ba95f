package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small problems that can be decided by hand. */
class SolverTest {

    private static World threeSizes() {
        return new World()
                .type("small", 2_000, 4_096, 0, 0.10)
                .type("medium", 4_000, 8_192, 0, 0.20)
                .type("large", 8_000, 16_384, 0, 0.40);
    }

    private static List<String> optionNames(PlannedClaim claim) {
        return claim.options().stream().map(InstanceType::name).toList();
    }

    @Test
    void aClaimKeepsEveryTypeThatStillFitsInTheOrderOfPrice() {
        // 3 pods of 1,500 m: 4,500 m are more than small (2,000 m) and medium (4,000 m) have.
        Solution solution = threeSizes()
                .pool("default")
                .pods(3, "p", World.request(1_500, 100, 0))
                .solve();
        assertThat(solution.claims()).hasSize(1);
        assertThat(optionNames(solution.claims().getFirst())).containsExactly("large");
        Solution single = threeSizes()
                .pool("default")
                .pods(1, "p", World.request(1_500, 100, 0))
                .solve();
        assertThat(optionNames(single.claims().getFirst())).containsExactly("small", "medium", "large");
    }

    @Test
    void nodesThatExistAreFilledFirstByName() {
        Solution solution = threeSizes()
                .pool("default")
                .node("b", 1_000, 1_000)
                .node("a", 1_000, 1_000)
                .pods(3, "p", World.request(1_000, 100, 0))
                .solve();
        assertThat(solution.placements().stream().map(p -> p.node().name())).containsExactly("a", "b");
        assertThat(solution.claims()).hasSize(1);
    }

    @Test
    void theHeavierPoolIsAskedFirstAndOfEqualOnesTheLaterName() {
        World world = threeSizes()
                .pool("light", 1, Resources.NONE, List.of())
                .pool("heavy", 5, Resources.NONE, List.of())
                .pool("heavy-too", 5, Resources.NONE, List.of());
        Solution solution = world.pods(1, "p", World.request(100, 100, 0)).solve();
        assertThat(solution.claims().getFirst().nodePool().name()).isEqualTo("heavy-too");
    }

    @Test
    void daemonsetsTakeTheirPartOfEveryNewNode() {
        // small has 2,000 m, less 600 m of daemons leaves 1,400 m: not enough for 1,500 m.
        Solution solution = threeSizes()
                .pool("default")
                .daemonSet("agent", 600, 64)
                .pods(1, "p", World.request(1_500, 100, 0))
                .solve();
        PlannedClaim claim = solution.claims().getFirst();
        assertThat(optionNames(claim)).containsExactly("medium", "large");
        assertThat(claim.requests().cpuMilli()).isEqualTo(2_100);
        assertThat(claim.requests().get(Resources.PODS)).isEqualTo(2);
    }

    @Test
    void aLimitIsChargedWithTheLargestTypeTheClaimCouldBecome() {
        // Limit 12 cores; three pods that cannot share a node: the first claim could become large (8 cores), which
        // leaves
        // 4 for the second, after which nothing is left although three small nodes would use 6 only.
        Solution solution = threeSizes()
                .pool("default", 0, Resources.of(Resources.CPU, 12_000), List.of())
                .pod("p-0", pinned("a", WellKnown.SPOT))
                .pod("p-1", pinned("b", WellKnown.SPOT))
                .pod("p-2", pinned("a", WellKnown.ON_DEMAND))
                .solve();
        assertThat(solution.claims()).hasSize(2);
        assertThat(optionNames(solution.claims().get(1))).containsExactly("small", "medium");
        Solution.Unplaced left = solution.unplaced().getFirst();
        assertThat(left.reasons()).containsExactly(Reason.RESOURCE_LIMIT);
        assertThat(left.sentence())
                .isEqualTo("pool default: no type fits into what is left of its limits: cpu 0 of 12");
    }

    private static PodSpec pinned(String zone, String capacityType) {
        Labels where = Labels.of(WellKnown.ZONE, zone).with(WellKnown.CAPACITY_TYPE, capacityType);
        return World.spec(World.request(1_900, 100, 0), where);
    }

    @Test
    void aTaintedPoolTakesOnlyPodsThatTolerateIt() {
        World world = threeSizes()
                .pool("gpu", 0, Resources.NONE, List.of(new Taint("gpu", "true", Taint.Effect.NO_SCHEDULE)))
                .pods(1, "plain", World.request(100, 100, 0))
                .pod("tolerant", World.spec(World.request(100, 100, 0), Labels.NONE, Toleration.exists("gpu")));
        Solution solution = world.solve();
        assertThat(solution.claims().getFirst().pods().stream()
                        .map(p -> p.meta().name()))
                .containsExactly("tolerant");
        assertThat(solution.unplaced().getFirst().reasons()).containsExactly(Reason.TAINT);
    }

    @Test
    void whyAPodFoundNothingIsSaidTypeByType() {
        Solution solution = threeSizes()
                .type("gpu", 4_000, 8_192, 1, 0.50)
                .pool("default", NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.ON_DEMAND))
                .daemonSet("agent", 310, 512)
                .pods(1, "p", World.request(3_900, 100, 1))
                .solve();
        Solution.Unplaced left = solution.unplaced().getFirst();
        assertThat(left.reasons()).containsExactly(Reason.INSTANCE_RESOURCES);
        assertThat(left.sentence())
                .isEqualTo("pool default: 3 of 4 types lack nvidia.com/gpu,"
                        + " 1 too small after 0.31 vCPU and 512 MiB of daemonsets");
        assertThat(left.pools().getFirst().types()).isEqualTo(4);
    }

    @Test
    void aPodThatKeepsOffProvisionedNodesIsIgnored() {
        Solution solution = threeSizes()
                .pool("default")
                .pod("p", World.spec(World.request(100, 100, 0), Labels.of(WellKnown.HOSTNAME, "n1")))
                .solve();
        assertThat(solution.unplaced().getFirst().reasons()).containsExactly(Reason.IGNORED);
        assertThat(solution.unplaced().getFirst().sentence()).contains("kubernetes.io/hostname");
    }

    @Test
    void aPoolThatCanLaunchNothingIsPassedOver() {
        Solution solution = threeSizes()
                .pool("default", NodeSelectorRequirement.in(WellKnown.ARCH, "arm64"))
                .pods(1, "p", World.request(100, 100, 0))
                .solve();
        assertThat(solution.unplaced().getFirst().reasons()).containsExactly(Reason.NO_INSTANCE_TYPES);
    }

    @Test
    void manyPodsThatFitNowhereAreRefusedAtOnce() {
        // 100,000 equal pods: the second is refused because the first was. Takes seconds if each is tried.
        Solution solution = threeSizes()
                .pool("default")
                .pods(100_000, "p", World.request(1_000_000, 100, 0))
                .solve();
        assertThat(solution.unplaced()).hasSize(100_000);
        assertThat(solution.unplaced().getLast().reasons()).containsExactly(Reason.INSTANCE_RESOURCES);
    }

    @Test
    void aClaimIsCreatedWithItsTypesCapacityTypesAndOwner() {
        PlannedClaim planned = threeSizes()
                .pool("default", NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.SPOT))
                .pods(1, "p", World.request(3_000, 100, 0))
                .solve()
                .claims()
                .getFirst();
        var claim = planned.toNodeClaim("default-1", 7);
        assertThat(claim.requirements())
                .contains(NodeSelectorRequirement.in(WellKnown.INSTANCE_TYPE, "large", "medium"))
                .contains(NodeSelectorRequirement.in(WellKnown.CAPACITY_TYPE, WellKnown.SPOT));
        assertThat(claim.nodePool()).isEqualTo("default");
        assertThat(claim.meta().ownedBy("NodePool")).isTrue();
        assertThat(planned.pods()).extracting(Pod::key).hasSize(1);
    }
}
