package dev.nodecast.scheduler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.catalog.NodeSizingOptions.PodLimit;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Resources;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeSizingTest {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private final InstanceFacts g5 = facts("g5.xlarge");

    /**
     * g5.xlarge: 16,384 MiB less ⌈16,384 × 0.075⌉ = 1,229 is 15,155 MiB; 4 ENIs × 14 + 2 = 58 pods, 11 × 58 + 255 = 893 MiB for
     * kubelet; 60 + 10 + 10 = 80 millicores; 100 MiB before eviction: 14,162 MiB and 3,920 millicores are left.
     */
    @Test
    void whatPodsCanHaveOfAG5XlargeByHand() {
        Resources allocatable = NodeSizing.of(g5, NodeSizingOptions.DEFAULT).allocatable();

        assertThat(allocatable.memoryBytes()).isEqualTo(14_162 * MIB);
        assertThat(allocatable.cpuMilli()).isEqualTo(3_920);
        assertThat(allocatable.get(Resources.PODS)).isEqualTo(58);
        assertThat(allocatable.get(Resources.NVIDIA_GPU)).isEqualTo(1);
        assertThat(allocatable.get(Resources.EPHEMERAL_STORAGE)).isEqualTo(20 * GIB - GIB - 2 * GIB);
    }

    @Test
    void arm64NodesLose64MibToTheKernel() {
        // c6g.4xlarge: (32,768 − 64) less ⌈32,704 × 0.075⌉ = 2,453
        assertThat(NodeSizing.of(facts("c6g.4xlarge"), NodeSizingOptions.DEFAULT)
                        .capacity()
                        .memoryBytes())
                .isEqualTo(30_251 * MIB);
    }

    @Test
    void maxPodsLimitsPodsButAl2023StillReservesForTheEniLimit() {
        NodeSizing sizing = NodeSizing.of(g5, NodeSizingOptions.DEFAULT.withPods(new PodLimit(10, 0, false, 0)));

        assertThat(sizing.capacity().get(Resources.PODS)).isEqualTo(10);
        assertThat(sizing.kubeReserved().memoryBytes()).isEqualTo(893 * MIB);
    }

    /** 4 × 14 × 16 + 2 = 898, capped at 110; m5.24xlarge with 96 vCPUs at 250; t3.nano 2 × 1 × 16 + 2 = 34. */
    @Test
    void prefixDelegationRaisesThePodLimitToTheRecommendedMaximum() {
        NodeSizingOptions options = NodeSizingOptions.DEFAULT.withPods(new PodLimit(null, 0, true, 0));

        assertThat(NodeSizing.of(g5, options).capacity().get(Resources.PODS)).isEqualTo(110);
        assertThat(NodeSizing.of(facts("m5.24xlarge"), options).capacity().get(Resources.PODS))
                .isEqualTo(250);
        assertThat(NodeSizing.of(facts("t3.nano"), options).capacity().get(Resources.PODS))
                .isEqualTo(34);
    }

    @Test
    void localDisksReplaceTheRootVolumeOnlyWhereThereAreSome() {
        NodeSizingOptions raid0 = NodeSizingOptions.DEFAULT.withDisk(100 * GIB, true);

        assertThat(NodeSizing.of(g5, raid0).capacity().get(Resources.EPHEMERAL_STORAGE))
                .isEqualTo(250_000_000_000L);
        assertThat(NodeSizing.of(facts("m5.large"), raid0).capacity().get(Resources.EPHEMERAL_STORAGE))
                .isEqualTo(100 * GIB);
    }

    @Test
    void kubeletReservationsReplaceOnlyWhatTheyName() {
        NodeSizingOptions.Reservations reservations = new NodeSizingOptions.Reservations(
                Resources.of(Resources.CPU, 200),
                Resources.of(Map.of(Resources.MEMORY, 256 * MIB)),
                Labels.of("memory.available", "500Mi"));
        NodeSizing sizing = NodeSizing.of(g5, NodeSizingOptions.DEFAULT.withKubelet(reservations));

        assertThat(sizing.kubeReserved().cpuMilli()).isEqualTo(200);
        assertThat(sizing.overhead().memoryBytes()).isEqualTo((893 + 256 + 500) * MIB);
    }

    @Test
    void evictionThresholdsMayBeShares() {
        // g5.xlarge: 16,384 MiB less ⌈16,384 × 0.075⌉ = 1,229 are 15,155 MiB; 5 % of that is 794,558,464 bytes.
        // 12.5 % of 20 GiB of disk are 2.5 GiB. 100 % switches a threshold off.
        NodeSizing shares = NodeSizing.of(g5, evictingAt("memory.available", "5%", "nodefs.available", "12.5%"));
        assertThat(shares.evictionThreshold().memoryBytes()).isEqualTo(794_558_464L);
        assertThat(shares.evictionThreshold().get(Resources.EPHEMERAL_STORAGE)).isEqualTo(5 * GIB / 2);
        NodeSizing off = NodeSizing.of(g5, evictingAt("memory.available", "100%", "imagefs.available", "5%"));
        assertThat(off.evictionThreshold().memoryBytes()).isZero();
        assertThat(off.evictionThreshold().get(Resources.EPHEMERAL_STORAGE)).isEqualTo(2 * GIB);
    }

    private static NodeSizingOptions evictingAt(String first, String at, String second, String secondAt) {
        Labels thresholds = Labels.of(first, at).with(second, secondAt);
        return NodeSizingOptions.DEFAULT.withKubelet(
                new NodeSizingOptions.Reservations(Resources.NONE, Resources.NONE, thresholds));
    }

    @Test
    void podsPerCoreLimitsPodsExceptOnBottlerocket() {
        // g5.xlarge has 4 vCPUs: 4 × 8 = 32 pods, less than the 58 that its interfaces allow.
        NodeSizingOptions eight = NodeSizingOptions.DEFAULT.withPods(new PodLimit(null, 8, false, 0));
        assertThat(pods(eight)).isEqualTo(32);
        assertThat(pods(eight.withFamily(AmiFamily.BOTTLEROCKET))).isEqualTo(58);
    }

    @Test
    void reservedInterfacesTakeTheirAddressesAway() {
        // g5.xlarge: (4 − 1) × (15 − 1) + 2 = 44; with all four reserved nothing is left.
        assertThat(pods(NodeSizingOptions.DEFAULT.withPods(new PodLimit(null, 0, false, 1))))
                .isEqualTo(44);
        assertThat(pods(NodeSizingOptions.DEFAULT.withPods(new PodLimit(null, 0, false, 4))))
                .isZero();
    }

    @Test
    void bottlerocketReservesMemoryForThePodsThatItTakes() {
        // 11 MiB for each of 10 pods and 255 MiB, where AL2023 reserves for all 58.
        NodeSizingOptions ten = NodeSizingOptions.DEFAULT.withPods(new PodLimit(10, 0, false, 0));
        assertThat(NodeSizing.of(g5, ten.withFamily(AmiFamily.BOTTLEROCKET))
                        .kubeReserved()
                        .memoryBytes())
                .isEqualTo(365 * MIB);
    }

    @Test
    void windowsNodesTake110PodsWhateverTheirInterfaces() {
        assertThat(pods(NodeSizingOptions.DEFAULT.withFamily(AmiFamily.WINDOWS)))
                .isEqualTo(110);
    }

    private long pods(NodeSizingOptions options) {
        return NodeSizing.of(g5, options).capacity().get(Resources.PODS);
    }

    private static InstanceFacts facts(String name) {
        return Catalogue.bundled().region("us-east-1").require(name).facts();
    }
}
