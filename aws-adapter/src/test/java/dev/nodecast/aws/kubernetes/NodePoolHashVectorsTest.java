package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.hash.Vectors;
import dev.nodecast.scheduler.lifecycle.NodePoolHash;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The hash of a NodePool's template against Karpenter's own, on random templates as the API server holds them. */
class NodePoolHashVectorsTest {

    @TestFactory
    List<DynamicTest> aPoolReadFromTheClusterGetsTheHashThatKarpenterGivesIt() {
        return Vectors.of("nodepool-hashes.jsonl").stream()
                .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> {
                    Change change = seen(vector);
                    NodePool marked = NodePoolHash.marked(
                            (NodePool) change.value(), change.extras().stated());

                    assertThat(marked.meta().annotations().get(WellKnown.NODE_POOL_HASH))
                            .isEqualTo(vector.get("hash").asString());
                }))
                .toList();
    }

    @Test
    void thereAreManyVectors() {
        assertThat(Vectors.of("nodepool-hashes.jsonl")).hasSize(200);
    }

    private static Change seen(JsonNode vector) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion("karpenter.sh/v1");
        object.setKind("NodePool");
        object.setMetadata(new ObjectMetaBuilder()
                .withName("p")
                .withUid("u")
                .withResourceVersion("1")
                .build());
        object.setAdditionalProperty("spec", Map.of("template", Vectors.map(vector.get("template"))));
        Change change = new ObjectParser().seen(WatchedKind.NODE_POOL, object);
        assertThat(change).isNotNull();
        return change;
    }
}
