package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.lifecycle.NodePoolHash;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What objects of the API say on a real API server, and what the end of a node waits for. */
@OnTheBed
class ObjectsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String ATTACHMENT = """
            apiVersion: storage.k8s.io/v1
            kind: VolumeAttachment
            metadata: {name: va-1}
            spec: {attacher: csi.example.com, nodeName: %s, source: {persistentVolumeName: pv-1}}
            """;

    private static final String BARREN = """
            apiVersion: karpenter.sh/v1
            kind: NodePool
            metadata: {name: barren}
            spec:
              template:
                spec:
                  nodeClassRef: {group: karpenter.kwok.sh, kind: KWOKNodeClass, name: default}
                  requirements: [{key: node.kubernetes.io/instance-type, operator: In, values: [nobody-sells-this]}]
            """;

    private static List<String> reasons(Cluster cluster, String kind) {
        return cluster.client().v1().events().inAnyNamespace().list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals(kind))
                .map(Event::getReason)
                .toList();
    }

    private static List<String> messages(Cluster cluster, String reason) {
        return cluster.client().v1().events().inAnyNamespace().list().getItems().stream()
                .filter(event -> event.getReason().equals(reason))
                .map(Event::getMessage)
                .toList();
    }

    private static List<Map<String, Object>> conditions(GenericKubernetesResource object) {
        List<Map<String, Object>> conditions = object.get("status", "conditions");
        return conditions == null ? List.of() : conditions;
    }

    private static String status(GenericKubernetesResource object, String type) {
        return conditions(object).stream()
                .filter(condition -> type.equals(condition.get("type")))
                .map(condition -> String.valueOf(condition.get("status")))
                .findFirst()
                .orElse("");
    }

    private static GenericKubernetesResource pool(Cluster cluster) {
        return cluster.client()
                .genericKubernetesResources("karpenter.sh/v1", "NodePool")
                .withName("small")
                .get();
    }

    @Test
    void poolsAreMarkedAndPodsAreToldTheirPlace(Cluster cluster) throws Exception {
        SmallWeb.runs(cluster, 1);

        assertThat(pool(cluster).getMetadata().getAnnotations())
                .containsEntry("karpenter.sh/nodepool-hash-version", NodePoolHash.VERSION)
                .hasEntrySatisfying(
                        "karpenter.sh/nodepool-hash",
                        hash -> assertThat(cluster.claims()
                                        .getFirst()
                                        .getMetadata()
                                        .getAnnotations())
                                .containsEntry("karpenter.sh/nodepool-hash", hash));
        cluster.eventually(
                "the pool's nodes come up well",
                PATIENCE,
                () -> status(pool(cluster), "NodeRegistrationHealthy").equals("True"));
        cluster.eventually(
                "the pod is nominated", PATIENCE, () -> reasons(cluster, "Pod").contains("Nominated"));
    }

    @Test
    void whatKeepsANodeAndWhatAPoolCannotBuyIsSaidOnThem(Cluster cluster) throws Exception {
        cluster.applyResource("small.yaml");
        cluster.apply(BARREN);
        cluster.controller();
        cluster.scale("default", "web", 1);
        cluster.eventually("one pod runs", PATIENCE, () -> cluster.running("default") == 1);
        cluster.eventually(
                "the other pool has nothing to offer",
                PATIENCE,
                () -> reasons(cluster, "NodePool").contains("NoCompatibleInstanceTypes"));

        String pod = cluster.client()
                .pods()
                .inNamespace("default")
                .withLabel("app", "web")
                .list()
                .getItems()
                .getFirst()
                .getMetadata()
                .getName();
        cluster.client().pods().inNamespace("default").withName(pod).edit(running -> {
            running.getMetadata().setAnnotations(Map.of("karpenter.sh/do-not-disrupt", "2h"));
            return running;
        });
        cluster.eventually(
                "the pod says until when it stays",
                PATIENCE,
                () -> reasons(cluster, "Pod").contains("DoNotDisruptUntil"));
        // In its first minute nothing is said of what blocks a node.
        cluster.eventually(
                "its node says that it keeps it",
                PATIENCE.multipliedBy(2),
                () -> messages(cluster, "DisruptionBlocked")
                        .contains("Pod has \"karpenter.sh/do-not-disrupt\" annotation (Pod=default/" + pod + ")"));
    }

    @Test
    void anInstanceEndsOnlyWhenItsVolumesAreDetached(Cluster cluster) throws Exception {
        SmallWeb.runs(cluster, 1);
        String node = cluster.nodes().getFirst().getMetadata().getName();
        cluster.apply(ATTACHMENT.formatted(node));
        cluster.scale("default", "web", 0);

        cluster.client()
                .genericKubernetesResources("karpenter.sh/v1", "NodeClaim")
                .withName(cluster.claims().getFirst().getMetadata().getName())
                .delete();
        cluster.eventually(
                "its volume is waited for",
                PATIENCE,
                () -> status(cluster.claims().getFirst(), "VolumesDetached").equals("Unknown"));
        assertThat(status(cluster.claims().getFirst(), "Drained")).isEqualTo("True");
        cluster.always(
                "its node stays",
                Duration.ofSeconds(5),
                () -> cluster.nodes().size() == 1
                        && status(cluster.claims().getFirst(), "InstanceTerminating")
                                .isEmpty());
        assertThat(reasons(cluster, "Node")).contains("AwaitingVolumeDetachment");

        cluster.client().storage().v1().volumeAttachments().withName("va-1").delete();
        cluster.eventually(
                "both are gone",
                PATIENCE,
                () -> cluster.claims().isEmpty() && cluster.nodes().isEmpty());
    }
}
