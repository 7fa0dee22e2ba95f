package dev.nodecast.scheduler.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.PodTemplate;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The size of capacity buffers, and the pods that stand for them. A chunk is 500m of CPU and 1 GiB. */
class VirtualPodsTest {

    private static final PodSpec CHUNK = World.spec(World.request(500, 1_024, 0), Labels.NONE);

    private static CapacityBuffer buffer(@Nullable Integer replicas, @Nullable Integer percentage, Resources limits) {
        return new CapacityBuffer(
                new ObjectMeta("prod", "spare", "u1", Labels.NONE, Labels.NONE, null, 0, null),
                new CapacityBuffer.Shape("Deployment", "web"),
                replicas,
                percentage,
                limits,
                CapacityBuffer.ACTIVE_CAPACITY);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // replicas, percentage, replicas of the workload, CPU limit in millicores, chunks
                "3, -, -, -, 3",
                "-, 20, 10, -, 2", // 20 % of 10
                "-, 15, 10, -, 2", // 1.5, rounded up
                "-, 1, 10, -, 1", // 0.1, rounded up
                "-, 20, 0, -, 0", // a share of nothing
                "-, 20, -, -, 0", // the workload is not known
                "-, 0, 10, -, 0",
                "5, 20, 10, -, 5", // the larger of 5 and 2
                "1, 50, 10, -, 5", // the larger of 1 and 5
                "5, -, -, 1600, 3", // 1600m / 500m = 3.2
                "1, -, -, 1600, 1",
                "-, -, -, 1600, 3", // as many as fit
                "-, -, -, -, 0",
                "-, -, -, 400, 0"
            })
    void theSizeOfABuffer(
            @Nullable Integer replicas,
            @Nullable Integer percentage,
            @Nullable Integer scalable,
            @Nullable Long cpuLimit,
            int expected) {
        Resources limits = cpuLimit == null ? Resources.NONE : Resources.of(Resources.CPU, cpuLimit);
        OptionalInt scale = scalable == null ? OptionalInt.empty() : OptionalInt.of(scalable);
        assertThat(VirtualPods.count(buffer(replicas, percentage, limits), CHUNK, scale))
                .isEqualTo(expected);
    }

    @Test
    void theTightestLimitCountsAndLimitsOnWhatIsNotAskedForDoNot() {
        Resources limits = Resources.of(Map.of("cpu", 10_000L, "memory", 3L << 30, "nvidia.com/gpu", 0L));
        assertThat(VirtualPods.count(buffer(9, null, limits), CHUNK, OptionalInt.empty()))
                .isEqualTo(3);
    }

    @Test
    void virtualPodsLookLikeThoseOfTheTemplateAndComeLastAmongEquals() {
        PodTemplate template = new PodTemplate(Labels.of("app", "web"), Labels.NONE, CHUNK);
        List<Pod> pods = VirtualPods.of(buffer(2, null, Resources.NONE), template, 2);
        assertThat(pods)
                .extracting(p -> p.meta().name())
                .containsExactly("capacity-buffer-spare-1", "capacity-buffer-spare-2");
        assertThat(pods).allMatch(VirtualPods::virtual).allMatch(Pod::provisionable);
        assertThat(pods.getFirst().meta().labels().get("app")).isEqualTo("web");
        assertThat(pods.getFirst().spec().priority()).isEqualTo(Integer.MIN_VALUE);

        // Room for one more: the pod that really waits has it.
        World world = new World().node("n", 600, 4_096);
        world.cluster.seeVirtualPods(pods.getFirst().key(), pods.subList(0, 1));
        world.pod("web", CHUNK);
        Solution solution = world.solve();
        assertThat(solution.placements().getFirst().pods())
                .extracting(p -> p.meta().name())
                .containsExactly("web");
        assertThat(solution.unplaced()).extracting(Solution.Unplaced::pod).containsExactly(pods.getFirst());
    }
}
