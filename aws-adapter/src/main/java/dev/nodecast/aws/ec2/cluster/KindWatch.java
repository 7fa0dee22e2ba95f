package dev.nodecast.aws.ec2.cluster;

import dev.nodecast.aws.cloud.CloudUnavailableException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Watches the cluster-wide objects of one kind. */
final class KindWatch implements AutoCloseable {

    private static final long START_S = 60;

    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final ResourceDefinitionContext kind;

    /** What is done about changes, on the watch's thread. */
    interface Reader {
        /** The object is there, or has changed. */
        void seen(Map<String, Object> object);

        void gone(String name);
    }

    KindWatch(KubernetesClient client, ResourceDefinitionContext kind, Reader reader) {
        this.kind = kind;
        informer = client.genericKubernetesResources(kind).runnableInformer(0);
        informer.exceptionHandler((_, _) -> true);
        informer.addEventHandler(new Handler(object -> reader.seen(tree(client, object)), reader::gone));
    }

    private record Handler(Consumer<GenericKubernetesResource> seen, Consumer<String> gone)
            implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource object) {
            seen.accept(object);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
            seen.accept(object);
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean unknown) {
            gone.accept(object.getMetadata().getName());
        }
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    private static Map<String, Object> tree(KubernetesClient client, GenericKubernetesResource object) {
        return client.getKubernetesSerialization().convertValue(object, Map.class);
    }

    /**
     * Begins; returns when those that are there have been seen.
     *
     * @throws CloudUnavailableException where they cannot be watched
     */
    void start() {
        try {
            informer.start()
                    .toCompletableFuture()
                    .orTimeout(START_S, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new CloudUnavailableException(
                    kind.getKind() + "s (" + kind.getPlural() + "." + kind.getGroup() + ") cannot be watched: "
                            + e.getCause()
                            + "; is their custom resource definition installed, and may the controller list them?",
                    e);
        }
    }

    @Override
    public void close() {
        informer.stop();
    }
}
