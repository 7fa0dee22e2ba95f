package dev.nodecast.aws.ec2.cluster;

import dev.nodecast.aws.ec2.launch.ProviderId;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.tree.TreeBuilder;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.port.Observation.Interruption;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The claims of the cluster as the API server has them. */
public final class ClaimWatch implements AutoCloseable {

    private static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("karpenter.sh")
            .withVersion("v1")
            .withKind("NodeClaim")
            .withPlural("nodeclaims")
            .withNamespaced(false)
            .build();

    private final KubernetesClient client;
    private final KindWatch watch;
    private final Map<String, NodeClaim> byName = new ConcurrentHashMap<>();
    private final Map<String, String> providerIds = new ConcurrentHashMap<>();
    private final List<Consumer<NodeClaim>> listeners = new CopyOnWriteArrayList<>();

    public ClaimWatch(KubernetesClient client) {
        this.client = client;
        this.watch = new KindWatch(client, KIND, new Reader());
    }

    private final class Reader implements KindWatch.Reader {
        @Override
        public void seen(Map<String, Object> object) {
            claim(object).ifPresent(claim -> {
                byName.put(claim.name(), claim);
                String providerId = claim.status().providerId();
                if (!providerId.isEmpty()) {
                    providerIds.put(ProviderId.instanceId(providerId), providerId);
                }
            });
        }

        @Override
        public void gone(String name) {
            NodeClaim claim = byName.remove(name);
            if (claim != null) {
                providerIds.remove(ProviderId.instanceId(claim.status().providerId()));
                listeners.forEach(listener -> listener.accept(claim));
            }
        }
    }

    private static Optional<NodeClaim> claim(Map<String, Object> object) {
        return ManifestReader.ofStoredObjects(new Diagnostics())
                .readTrees(List.of(new TreeBuilder("NodeClaim").build(object)))
                .values(NodeClaim.class)
                .stream()
                .findFirst();
    }

    public void start() {
        watch.start();
    }

    /** Has somebody told of each claim that is gone. */
    void whenGone(Consumer<NodeClaim> listener) {
        listeners.add(listener);
    }

    /** A claim; where the watch has not shown it yet, the API server is asked. */
    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    public Optional<NodeClaim> claim(String name) {
        NodeClaim known = byName.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            return Optional.ofNullable(client.genericKubernetesResources(KIND)
                            .withName(name)
                            .get())
                    .flatMap(object -> claim(client.getKubernetesSerialization().convertValue(object, Map.class)));
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    public Collection<NodeClaim> all() {
        return List.copyOf(byName.values());
    }

    /** What the claim of an instance calls it; empty where no claim has it. */
    public Optional<String> providerId(String instanceId) {
        return Optional.ofNullable(providerIds.get(instanceId));
    }

    /**
     * Whether the API server shows what the loop does about an interruption: its claim is ending. Of an instance that no claim
     * bears (yet) only a spot interruption is still to be acted on.
     */
    public boolean actedOn(Interruption interruption) {
        return switch (interruption.kind()) {
            case REBALANCE_RECOMMENDATION -> true;
            case SPOT_INTERRUPTION ->
                claimOf(interruption).map(ClaimWatch::ending).orElse(false);
            case SCHEDULED_CHANGE, INSTANCE_STOPPING, INSTANCE_TERMINATING ->
                claimOf(interruption).map(ClaimWatch::ending).orElse(true);
        };
    }

    private Optional<NodeClaim> claimOf(Interruption interruption) {
        return byName.values().stream()
                .filter(claim -> claim.status().providerId().equals(interruption.providerId()))
                .findFirst();
    }

    private static boolean ending(NodeClaim claim) {
        return claim.meta().deleting();
    }

    @Override
    public void close() {
        watch.close();
    }
}
