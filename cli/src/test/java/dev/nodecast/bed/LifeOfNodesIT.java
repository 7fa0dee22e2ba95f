package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How nodes end that nobody interrupts. */
@OnTheBed
class LifeOfNodesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static List<String> claims(Cluster cluster) {
        return cluster.claims().stream()
                .map(claim -> claim.getMetadata().getName())
                .toList();
    }

    private static void patchPool(Cluster cluster, String patch) {
        cluster.client()
                .genericKubernetesResources("karpenter.sh/v1", "NodePool")
                .withName("small")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    @Test
    void aNodeThatHasDriftedIsReplaced(Cluster cluster) throws Exception {
        SmallWeb.runs(cluster, 2);
        List<String> before = claims(cluster);

        patchPool(cluster, "{\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"generation\":\"two\"}}}}}");

        cluster.eventually(
                "both are replaced",
                Duration.ofMinutes(2),
                () -> claims(cluster).stream().noneMatch(before::contains)
                        && claims(cluster).size() == 2
                        && cluster.running("default") == 2);
        cluster.isConsistent();
        assertThat(cluster.nodes())
                .allMatch(node -> "two".equals(node.getMetadata().getLabels().get("generation")));
    }

    @Test
    void aNodeThatIsTooOldIsReplaced(Cluster cluster) throws Exception {
        cluster.applyResource("small.yaml");
        patchPool(cluster, "{\"spec\":{\"template\":{\"spec\":{\"expireAfter\":\"20s\"}}}}");
        cluster.controller();
        SmallWeb.grows(cluster, 1);
        List<String> before = claims(cluster);

        cluster.eventually(
                "it is replaced",
                PATIENCE,
                () -> claims(cluster).stream().noneMatch(before::contains) && cluster.running("default") == 1);
    }

    @Test
    void limitsAreKept(Cluster cluster) throws Exception {
        cluster.applyResource("small.yaml");
        patchPool(cluster, "{\"spec\":{\"limits\":{\"cpu\":\"6\"}}}");
        cluster.controller();

        cluster.scale("default", "web", 5);

        cluster.eventually("what the limit allows runs", PATIENCE, () -> cluster.running("default") == 3);
        cluster.always(
                "no more is bought",
                Duration.ofSeconds(15),
                () -> cluster.claims().size() == 3);
        patchPool(cluster, "{\"spec\":{\"limits\":{\"cpu\":\"10\"}}}");
        cluster.eventually("all run", PATIENCE, () -> cluster.running("default") == 5);
        cluster.isConsistent();
    }

    @Test
    void theFinalizerKeepsANodeUntilItIsDrained(Cluster cluster) throws Exception {
        SmallWeb.runs(cluster, 1);
        String node = cluster.nodes().getFirst().getMetadata().getName();
        GenericKubernetesResource claim = cluster.claims().getFirst();
        assertThat(claim.getMetadata().getFinalizers()).contains("karpenter.sh/termination");

        cluster.client().nodes().withName(node).delete();

        cluster.eventually(
                "the pod runs elsewhere",
                PATIENCE,
                () -> cluster.running("default") == 1
                        && cluster.nodes().stream()
                                .noneMatch(n -> n.getMetadata().getName().equals(node)));
        cluster.isConsistent();
        assertThat(claims(cluster)).doesNotContain(claim.getMetadata().getName());
    }
}
