package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.testbed.http.Faults;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** EC2NodeClasses on a real API server: what is said of them, and what becomes of those that cannot be used. */
@OnTheBed
class NodeClassIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("karpenter.k8s.aws")
            .withVersion("v1")
            .withKind("EC2NodeClass")
            .withPlural("ec2nodeclasses")
            .withNamespaced(false)
            .build();

    @Test
    void oneThatFindsNothingSaysSoLaunchesNothingAndServesOnceItIsMended(Cluster cluster) throws Exception {
        CloudAccount account = new CloudAccount(cluster, Faults.Rates.NONE);
        cluster.has(account);
        String manifests = manifests();
        cluster.apply(manifests.replace(
                "subnetSelectorTerms: [{tags: {karpenter.sh/discovery: bed}}]",
                "subnetSelectorTerms: [{tags: {karpenter.sh/discovery: nobody}}]"));
        LiveController controller = cluster.controller(account);
        cluster.scale("default", "worker", 1);

        cluster.eventually(
                "it is not ready",
                PATIENCE,
                () -> condition(cluster, "Ready").equals("False")
                        && condition(cluster, "SubnetsReady").equals("False"));
        cluster.eventually("an event says so", PATIENCE, () -> events(cluster).contains("SubnetsNotFound"));
        cluster.always(
                "nothing is launched",
                Duration.ofSeconds(8),
                () -> cluster.claims().isEmpty() && account.launched() == 0 && controller.alive());
        assertThat(controller.log()).contains("SubnetSelector did not match any Subnets");

        cluster.apply(manifests);
        cluster.scale("default", "worker", 1);
        cluster.eventually(
                "it is ready", PATIENCE, () -> condition(cluster, "Ready").equals("True"));
        cluster.eventually("the worker runs", PATIENCE, () -> cluster.running("default") == 1);
        assertThat(account.launched()).isEqualTo(1);
    }

    @Test
    void oneThatIsDeletedWaitsForItsNodesAndTakesAlongWhatWasMadeForIt(Cluster cluster) throws Exception {
        CloudAccount account = new CloudAccount(cluster, Faults.Rates.NONE);
        cluster.has(account);
        cluster.apply(manifests().replace("instanceProfile: KarpenterNodeInstanceProfile-bed", "role: nodes"));
        cluster.controller(account);
        cluster.scale("default", "worker", 1);
        cluster.eventually("the worker runs", PATIENCE, () -> cluster.running("default") == 1);
        assertThat(resource(cluster).<String>get("status", "instanceProfile")).startsWith("bed_");

        cluster.client().genericKubernetesResources(KIND).withName("default").delete();

        cluster.eventually(
                "an event says why it stays",
                PATIENCE,
                () -> events(cluster).contains("WaitingOnNodeClaimTermination"));
        assertThat(cluster.claims()).hasSize(1);
        cluster.scale("default", "worker", 0);
        // A pool whose class ends offers nothing, so that its nodes are no candidates of disruption: they go with their
        // claims.
        cluster.claims().forEach(claim -> cluster.client().resource(claim).delete());
        cluster.eventually("its nodes go", PATIENCE, () -> cluster.claims().isEmpty());
        cluster.eventually("it goes", Duration.ofMinutes(2), () -> resource(cluster) == null);
        assertThat(account.alive()).isEmpty();
        assertThat(account.aws().calls()).containsKey("DeleteInstanceProfile");
    }

    private static String manifests() throws IOException {
        return Files.readString(Cluster.resource("cloud.yaml"));
    }

    private static @Nullable GenericKubernetesResource resource(Cluster cluster) {
        return cluster.client()
                .genericKubernetesResources(KIND)
                .withName("default")
                .get();
    }

    private static String condition(Cluster cluster, String type) {
        GenericKubernetesResource nodeClass = resource(cluster);
        List<Map<String, Object>> conditions = nodeClass == null ? null : nodeClass.get("status", "conditions");
        return conditions == null
                ? ""
                : conditions.stream()
                        .filter(condition -> type.equals(condition.get("type")))
                        .map(condition -> String.valueOf(condition.get("status")))
                        .findFirst()
                        .orElse("");
    }

    private static List<String> events(Cluster cluster) {
        return cluster.client().v1().events().inNamespace("default").list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("EC2NodeClass"))
                .map(Event::getReason)
                .toList();
    }
}
