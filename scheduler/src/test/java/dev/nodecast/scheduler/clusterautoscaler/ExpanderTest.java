package dev.nodecast.scheduler.clusterautoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Attachments;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.port.CloudProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Three pods of 3 cores and 4 GiB each, and groups of nodes with 4, 8 and 16 cores. */
class ExpanderTest {

    private static final long GIB = 1L << 30;
    private final GroupTemplate small = group("small", 4, 16, 150_000, 1);
    private final GroupTemplate middle = group("middle", 8, 16, 250_000, 2);
    private final GroupTemplate large = group("large", 16, 64, 900_000, 3);
    private final List<Pod> pods = List.of(pod("a"), pod("b"), pod("c"));

    private static GroupTemplate group(String name, long cores, long gib, long price, int priority) {
        Resources capacity =
                Resources.of(Map.of(Resources.CPU, 1000 * cores, Resources.MEMORY, gib * GIB, Resources.PODS, 58L));
        NodePool.Template template = new NodePool.Template(
                Labels.NONE,
                Labels.NONE,
                List.of(),
                List.of(),
                List.of(),
                new NodeClaim.NodeClassRef("karpenter.k8s.aws", "EC2NodeClass", "default"),
                null,
                null);
        NodePool pool = new NodePool(
                ObjectMeta.named("pool"), template, NodePool.Disruption.DEFAULT, Resources.NONE, null, 0, null);
        InstanceType type = new InstanceType(name, capacity, Resources.NONE, new TreeMap<>(), List.of());
        return new GroupTemplate(
                new NodeGroup(name, "pool", "on-demand", List.of(name), List.of(), 0, 10, priority),
                pool,
                Labels.NONE,
                List.of(),
                capacity,
                type,
                List.of(new CloudProvider.Override(name, "a", price)));
    }

    private static Pod pod(String name) {
        Resources requests = Resources.of(Map.of(Resources.CPU, 3000L, Resources.MEMORY, 4 * GIB));
        PodSpec spec = new PodSpec(
                List.of(),
                List.of(),
                Labels.NONE,
                Affinity.NONE,
                List.of(),
                List.of(),
                Resources.NONE,
                0,
                null,
                true,
                30,
                Attachments.NONE,
                List.of(),
                requests);
        return new Pod(ObjectMeta.named(name), spec, Pod.Phase.PENDING, null, true, false, null);
    }

    private String chosen(Expander... chain) {
        List<ScaleUpOption> options = new ArrayList<>();
        for (GroupTemplate template : List.of(small, middle, large)) {
            options.add(ScaleUpOption.estimate(template, pods, 10));
        }
        return Expander.choose(List.of(chain), options).template().group().name();
    }

    @Test
    void podsArePackedFirstFit() {
        assertThat(ScaleUpOption.estimate(small, pods, 10).nodes()).isEqualTo(3);
        assertThat(ScaleUpOption.estimate(middle, pods, 10).nodes()).isEqualTo(2);
        assertThat(ScaleUpOption.estimate(large, pods, 10).nodes()).isEqualTo(1);
        assertThat(ScaleUpOption.estimate(middle, pods, 1).pods()).hasSize(2);
    }

    @Test
    void wasteIsTheIdleShareOfCpuAndMemory() {
        // 3 nodes of 4 cores and 16 GiB: 3 of 12 cores and 36 of 48 GiB idle
        assertThat(ScaleUpOption.estimate(small, pods, 10).waste()).isCloseTo(0.25 + 0.75, within(1e-9));
        // 2 nodes of 8 and 16: 7 of 16 and 20 of 32
        assertThat(ScaleUpOption.estimate(middle, pods, 10).waste()).isCloseTo(0.4375 + 0.625, within(1e-9));
    }

    @Test
    void eachExpanderHasItsOwnChoice() {
        assertThat(chosen(Expander.LEAST_WASTE)).isEqualTo("small");
        assertThat(chosen(Expander.LEAST_NODES)).isEqualTo("large");
        assertThat(chosen(Expander.PRIORITY)).isEqualTo("large");
        assertThat(chosen(Expander.PRICE)).isEqualTo("small"); // 3 × 0.15 before 2 × 0.25 and 0.90
        assertThat(chosen(Expander.MOST_PODS)).isEqualTo("small"); // all help all pods: the first
        assertThat(chosen(Expander.MOST_PODS, Expander.LEAST_NODES)).isEqualTo("large");
    }
}
