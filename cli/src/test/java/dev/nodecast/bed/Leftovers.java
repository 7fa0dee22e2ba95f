package dev.nodecast.bed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;

/** The objects that a test leaves in the cluster, whose controllers have ended. */
record Leftovers(KubernetesClient client) {

    private static final List<String> KARPENTER = List.of("NodePool", "NodeClaim");

    /** Takes them away, whatever holds them. */
    void delete() {
        client.apps().deployments().inAnyNamespace().delete();
        client.policy().v1().podDisruptionBudget().inAnyNamespace().delete();
        client.genericKubernetesResources("karpenter.sh/v1", "NodePool").delete();
        for (String kind : KARPENTER) {
            client.genericKubernetesResources("karpenter.sh/v1", kind)
                    .list()
                    .getItems()
                    .forEach(this::letGo);
        }
        client.nodes().list().getItems().forEach(this::letGo);
        client.pods().inAnyNamespace().withGracePeriod(0).delete();
    }

    private void letGo(HasMetadata object) {
        try {
            object.getMetadata().setFinalizers(List.of());
            object.getMetadata().setResourceVersion(null);
            client.resource(object)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
            client.resource(object).withGracePeriod(0).delete();
        } catch (KubernetesClientException gone) {
            if (gone.getCode() != 404) {
                throw gone;
            }
        }
    }
}
