package dev.nodecast.aws.snapshot;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects of a live cluster; kinds that it does not know are left out. Only the kinds of a snapshot are asked for. */
public record LiveObjects(KubernetesClient client) implements ObjectSource {

    private static final int NOT_FOUND = 404;

    @Override
    public List<Map<String, Object>> objects() throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (SnapshotKind kind : SnapshotKind.ALL) {
            try {
                client.genericKubernetesResources(context(kind))
                        .inAnyNamespace()
                        .list()
                        .getItems()
                        .forEach(item -> objects.add(tree(item)));
            } catch (KubernetesClientException problem) {
                if (problem.getCode() != NOT_FOUND) {
                    throw new IOException(
                            kind.plural() + " cannot be listed at " + client.getMasterUrl() + ": "
                                    + problem.getMessage()
                                    + "; check --context, and that you may list them in all namespaces",
                            problem);
                }
            }
        }
        return objects;
    }

    private static ResourceDefinitionContext context(SnapshotKind kind) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(kind.group().isEmpty() ? null : kind.group())
                .withVersion(kind.version())
                .withKind(kind.kind())
                .withPlural(kind.plural())
                .withNamespaced(kind.namespaced())
                .build();
    }

    private Map<String, Object> tree(GenericKubernetesResource item) {
        String json = client.getKubernetesSerialization().asJson(item);
        return Tree.map(new Load(LoadSettings.builder().build()).loadFromString(json));
    }
}
