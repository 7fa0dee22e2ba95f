package dev.nodecast.scheduler.catalog.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.DiagnosticRenderer;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceTypeListReaderTest {

    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void aTypeHasCapacityOverheadLabelsAndOfferings() {
        InstanceTypeList list = read("""
                wellKnownLabels: [example.com/family]
                instanceTypes:
                - name: m.2x
                  capacity: {cpu: "2", memory: 4Gi, pods: "10"}
                  overhead: {kubeReserved: {cpu: 100m}, systemReserved: {cpu: 50m}, evictionThreshold: {memory: 100Mi}}
                  requirements:
                  - {key: example.com/family, operator: In, values: [m]}
                  - {key: example.com/gpu, operator: DoesNotExist}
                  offerings:
                  - {zone: a, capacityType: spot, price: 0.0123456, available: false}
                """);
        InstanceType type = list.types().getFirst();
        assertThat(type.overhead()).isEqualTo(Resources.of(Map.of("cpu", 150L, "memory", 100L << 20)));
        assertThat(type.labels()).isEqualTo(Map.of("example.com/family", List.of("m"), "example.com/gpu", List.of()));
        assertThat(type.offerings()).containsExactly(new Offering("a", "spot", 12_346, false));
        assertThat(list.knownLabels().wellKnown()).containsExactly("example.com/family");
    }

    @Test
    void aListThatNamesNoLabelsKnowsThoseOfAwsAndOfItsTypes() {
        InstanceTypeList list = read("""
                instanceTypes:
                - name: m
                  capacity: {cpu: 2}
                  requirements: [{key: example.com/family, operator: In, values: [m]}]
                  offerings: []
                """);
        assertThat(list.knownLabels().wellKnown()).contains("example.com/family", WellKnown.ZONE);
    }

    @Test
    void karpentersKwokProviderGivesItsTypesLabelsAPodLimitAndAnOverhead() {
        InstanceType type = read("""
                [{"name": "m5.large", "architecture": "amd64", "operatingSystems": ["linux"],
                  "resources": {"cpu": "2", "memory": "8Gi"},
                  "offerings": [{"Price": 0.1, "Available": false, "Requirements": [
                    {"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["on-demand"]},
                    {"key": "topology.kubernetes.io/zone", "operator": "In", "values": ["z"]}]}]}]
                """).types().getFirst();
        assertThat(type.capacity().get("pods")).isEqualTo(110);
        assertThat(type.overhead()).isEqualTo(Resources.of(Map.of("cpu", 100L, "memory", 10L << 20)));
        assertThat(type.offerings())
                .as("the provider makes every offering available")
                .containsExactly(new Offering("z", "on-demand", 100_000, true));
        assertThat(type.labels())
                .containsEntry("karpenter.kwok.sh/instance-family", List.of("m5"))
                .containsEntry("karpenter.kwok.sh/instance-size", List.of("large"))
                .containsEntry("karpenter.kwok.sh/instance-memory", List.of("8Gi"))
                .containsEntry(WellKnown.ZONE, List.of("z"));
    }

    @Test
    void aPriceThatIsNoneIsRefused() {
        new InstanceTypeListReader(diagnostics).read(SourceText.of("t.yaml", """
                instanceTypes: [{name: m, capacity: {cpu: 2}, offerings: [{zone: a, capacityType: spot, price: -1}]}]
                """));
        assertThat(DiagnosticRenderer.plain().render(diagnostics))
                .contains("this is no price of an hour", "found: the number `-1`", "USD per hour, from 0 to 1000000");
    }

    private InstanceTypeList read(String text) {
        InstanceTypeList list = new InstanceTypeListReader(diagnostics).read(SourceText.of("t.yaml", text));
        assertThat(DiagnosticRenderer.plain().render(diagnostics)).isEmpty();
        return list;
    }
}
