package dev.nodecast.aws.kwok;

import dev.nodecast.scheduler.manifest.grammar.Durations;
import dev.nodecast.scheduler.model.NodeClaim;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The KWOKNodeClasses of the cluster: how long each of their nodes takes to register. */
final class NodeClasses implements ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {

    static final String GROUP = "karpenter.kwok.sh";
    static final String KIND = "KWOKNodeClass";

    private static final long START_S = 60;

    private final Map<String, Long> registrationNs = new ConcurrentHashMap<>();
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    NodeClasses(KubernetesClient client) {
        informer = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(GROUP)
                        .withVersion("v1alpha1")
                        .withKind(KIND)
                        .withPlural("kwoknodeclasses")
                        .withNamespaced(false)
                        .build())
                .runnableInformer(0);
        informer.exceptionHandler((started, problem) -> true);
        informer.addEventHandler(this);
    }

    /** Returns when those that are there are known, or nothing is known for a minute. */
    void start() {
        informer.start()
                .toCompletableFuture()
                .orTimeout(START_S, TimeUnit.SECONDS)
                .join();
    }

    boolean has(NodeClaim.NodeClassRef ref) {
        return ours(ref) && registrationNs.containsKey(ref.name());
    }

    static boolean ours(NodeClaim.NodeClassRef ref) {
        return ref.kind().equals(KIND) && ref.group().equals(GROUP);
    }

    /** From the launch until the Node appears; 0 where the class says nothing, or is gone. */
    long registrationNs(String name) {
        return registrationNs.getOrDefault(name, 0L);
    }

    @Override
    public void onAdd(GenericKubernetesResource object) {
        OptionalLong delay = object.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
                        && spec.get("nodeRegistrationDelay") instanceof String text
                ? Durations.parseNs(text)
                : OptionalLong.empty();
        registrationNs.put(object.getMetadata().getName(), delay.orElse(0));
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
        onAdd(object);
    }

    @Override
    public void onDelete(GenericKubernetesResource object, boolean unknown) {
        registrationNs.remove(object.getMetadata().getName());
    }

    @Override
    public void close() {
        informer.stop();
    }
}
