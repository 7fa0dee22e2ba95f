package dev.nodecast.scheduler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.model.Container;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Probes;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manifests of the design document, exactly as printed there. */
class DesignManifestsTest {

    private static final long HOUR_NS = 3_600_000_000_000L;

    private final Diagnostics diagnostics = new Diagnostics();
    private final Manifests manifests =
            new ManifestReader(diagnostics).read(List.of(SharedManifests.folder("design-manifests")));

    @Test
    void theyAreReadableAlthoughTheyAreNotGood() {
        assertThat(diagnostics.list(Severity.ERROR)).isEmpty();
        assertThat(manifests.all())
                .extracting(m -> m.header().toString())
                .containsExactly(
                        "EC2NodeClass gpu-ec2-nodeclass",
                        "NodePool gpu-spot",
                        "NodePool gpu-premium",
                        "ServiceMonitor karpenter/karpenter",
                        "Deployment prod/ai-worker",
                        "HorizontalPodAutoscaler prod/ai-worker-hpa");
    }

    @Test
    void eachV1beta1FormIsNamedWithLineAndReplacement() {
        assertThat(warnings("nodepool-gpu.yaml"))
                .containsExactly(
                        "2 apiVersion",
                        "15 spec.template.spec.nodeClassRef.name",
                        "64 spec.disruption.consolidationPolicy",
                        "65 spec.disruption.consolidateAfter",
                        "68 spec.disruption.expireAfter",
                        "74 apiVersion",
                        "86 spec.template.spec.nodeClassRef.name",
                        "117 spec.disruption.expireAfter");
        assertThat(warnings("ec2nodeclass-gpu.yaml")).containsExactly("2 apiVersion", "8 spec.amiFamily");
    }

    @Test
    void thePoolsHaveTheirV1Meaning() {
        NodePool spot = manifests.named(NodePool.class, "gpu-spot").orElseThrow();

        assertThat(spot.disruption().policy()).isEqualTo(NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED);
        assertThat(spot.disruption().consolidateAfterNs()).isEqualTo(30_000_000_000L);
        assertThat(spot.template().expireAfterNs()).isEqualTo(168 * HOUR_NS);
        assertThat(spot.template().nodeClassRef().group()).isEqualTo("karpenter.k8s.aws");
        assertThat(spot.limits().get(Resources.NVIDIA_GPU)).isEqualTo(20);
        assertThat(spot.limits().cpuMilli()).isEqualTo(1_000_000);
        assertThat(spot.weight()).isEqualTo(10);
        assertThat(spot.template().requirements()).hasSize(4);
    }

    @Test
    void theWorkerHasItsRequestsProbesAndQueues() {
        Deployment worker = manifests.named(Deployment.class, "ai-worker").orElseThrow();
        Container container = worker.template().spec().containers().getFirst();

        assertThat(worker.replicas()).isZero();
        assertThat(container.requests().cpuMilli()).isEqualTo(3000);
        assertThat(container.requests().memoryBytes()).isEqualTo(12L << 30);
        assertThat(container.requests().get(Resources.NVIDIA_GPU)).isEqualTo(1);
        assertThat(container.env()).containsEntry("CELERY_QUEUES", "queue:pro,queue:starter,queue:free");
        assertThat(container.probes().readiness()).isEqualTo(new Probes.Probe(30, 10, 1, 1, 3));
        assertThat(container.probes().liveness()).isEqualTo(new Probes.Probe(60, 30, 10, 1, 3));
        assertThat(worker.template().spec().attachments().claimNames()).containsExactly("efs-models-pvc");
        assertThat(worker.template().spec().terminationGracePeriodSeconds()).isEqualTo(30);
    }

    @Test
    void theAutoscalersSelectorIsOneThatItsControllerCannotUse() {
        HorizontalPodAutoscaler hpa =
                manifests.values(HorizontalPodAutoscaler.class).getFirst();

        assertThat(hpa.minReplicas()).isZero();
        assertThat(hpa.maxReplicas()).isEqualTo(20);
        assertThat(hpa.metrics()).hasSize(1);
        assertThat(warnings("worker-hpa.yaml"))
                .containsExactly("24 spec.metrics[0].external.metric.selector.matchLabels.queue_name");
    }

    @Test
    void theNodeClassKeepsWhatCostsAndStartsDependOn() {
        Ec2NodeClass nodeClass = manifests.values(Ec2NodeClass.class).getFirst();

        assertThat(nodeClass.amiTerms()).extracting(Ec2NodeClass.AmiTerm::alias).containsExactly("al2@latest");
        assertThat(nodeClass.blockDevices()).singleElement().satisfies(device -> {
            assertThat(device.sizeBytes()).isEqualTo(100L << 30);
            assertThat(device.throughputMiB()).isEqualTo(125);
        });
        assertThat(nodeClass.userData()).contains("systemctl restart docker");
    }

    private List<String> warnings(String file) {
        return diagnostics.list(Severity.WARNING).stream()
                .filter(d -> d.mark().file().endsWith(file))
                .map(d -> d.mark().line() + " " + d.fieldPath())
                .toList();
    }
}
