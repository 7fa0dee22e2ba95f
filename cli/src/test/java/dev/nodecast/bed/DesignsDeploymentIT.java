package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The design's corrected Deployment and pools on nodes of kwok, from nothing to twenty GPUs and back. */
@OnTheBed
class DesignsDeploymentIT {

    @Test
    void goesFromZeroToTwentyAndBack(Cluster cluster) throws Exception {
        cluster.applyResource("worker.yaml");
        cluster.apply(DesignManifests.of("nodepool-gpu.yaml"));
        cluster.apply(DesignManifests.of("deployment.yaml"));
        cluster.controller();

        cluster.scale("prod", "ai-worker", 20);
        cluster.eventually("twenty workers run", Duration.ofMinutes(1), () -> cluster.running("prod") == 20);

        assertThat(cluster.claims()).hasSize(20).allSatisfy(claim -> {
            assertThat(label(claim, "karpenter.sh/nodepool")).isEqualTo("gpu-spot");
            assertThat(label(claim, "node.kubernetes.io/instance-type")).isEqualTo("g4dn.xlarge");
            assertThat(label(claim, "karpenter.sh/capacity-type")).isEqualTo("spot");
            assertThat(trueConditions(claim)).contains("Launched", "Registered", "Initialized", "Ready");
        });
        cluster.isConsistent();
        assertThat(cluster.nodes()).allSatisfy(node -> {
            assertThat(node.getMetadata().getLabels())
                    .containsEntry("role", "gpu-worker")
                    .containsEntry("tier", "standard");
            assertThat(node.getSpec().getTaints())
                    .extracting(taint -> taint.getKey())
                    .containsExactly("nvidia.com/gpu");
        });

        // At the default budget's pace of a tenth, which the recorded timeline checks, it would take four minutes.
        cluster.client()
                .genericKubernetesResources("karpenter.sh/v1", "NodePool")
                .withName("gpu-spot")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"disruption\":{\"budgets\":[{\"nodes\":\"100%\"}]}}}");
        cluster.scale("prod", "ai-worker", 0);
        cluster.eventually(
                "no node is left",
                Duration.ofMinutes(2),
                () -> cluster.nodes().isEmpty() && cluster.claims().isEmpty());
    }

    private static String label(HasMetadata object, String key) {
        return object.getMetadata().getLabels().get(key);
    }

    private static List<String> trueConditions(GenericKubernetesResource claim) {
        List<Map<String, Object>> conditions = claim.get("status", "conditions");
        return conditions.stream()
                .filter(condition -> "True".equals(condition.get("status")))
                .map(condition -> String.valueOf(condition.get("type")))
                .toList();
    }
}
