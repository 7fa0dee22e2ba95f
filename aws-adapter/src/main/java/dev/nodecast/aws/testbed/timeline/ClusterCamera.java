package dev.nodecast.aws.testbed.timeline;

import dev.nodecast.scenarios.trajectory.Onlooker;
import dev.nodecast.scenarios.trajectory.Onlooker.Seen;
import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation.Offer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Watches claims and pods of a live cluster and tells an onlooker, one thing after the other. */
final class ClusterCamera implements AutoCloseable {

    private final Onlooker onlooker;
    private final LongSupplier nowMs;
    private final InstanceTypeList types;
    private final KubernetesClient client;
    private final ExecutorService teller = Executors.newSingleThreadExecutor();
    private final SharedIndexInformer<GenericKubernetesResource> claims;
    private final SharedIndexInformer<GenericKubernetesResource> pods;

    /** @param nowMs since the start of the timeline */
    ClusterCamera(KubernetesClient client, InstanceTypeList types, Onlooker onlooker, LongSupplier nowMs) {
        this.client = client;
        this.types = types;
        this.onlooker = onlooker;
        this.nowMs = nowMs;
        this.claims =
                watch("karpenter.sh/v1", "NodeClaim", this::claim, (gone, ms) -> onlooker.claimGone(name(gone), ms));
        this.pods = watch("v1", "Pod", this::pod, (gone, ms) -> onlooker.podGone(key(gone), ms));
    }

    private static String name(GenericKubernetesResource object) {
        return object.getMetadata().getName();
    }

    private static ObjectKey key(GenericKubernetesResource object) {
        return new ObjectKey(object.getMetadata().getNamespace(), name(object));
    }

    private SharedIndexInformer<GenericKubernetesResource> watch(
            String apiVersion,
            String kind,
            ObjLongConsumer<GenericKubernetesResource> seen,
            ObjLongConsumer<GenericKubernetesResource> gone) {
        Consumer<GenericKubernetesResource> tellSeen = object -> tell(object, seen);
        return (kind.equals("Pod")
                        ? client.genericKubernetesResources(apiVersion, kind).inAnyNamespace()
                        : client.genericKubernetesResources(apiVersion, kind))
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource object) {
                        tellSeen.accept(object);
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
                        tellSeen.accept(object);
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource object, boolean unknown) {
                        tell(object, gone);
                    }
                });
    }

    private void tell(GenericKubernetesResource object, ObjLongConsumer<GenericKubernetesResource> what) {
        long at = nowMs.getAsLong();
        teller.execute(() -> what.accept(object, at));
    }

    private void claim(GenericKubernetesResource object, long ms) {
        read(object, NodeClaim.class)
                .ifPresent(claim -> onlooker.claim(
                        claim,
                        new Seen(
                                offer(object),
                                condition(object, "Consolidatable").isPresent(),
                                condition(object, "Drifted").isPresent(),
                                condition(object, "Drained").isPresent(),
                                condition(object, "DisruptionReason").orElse(null)),
                        ms));
    }

    private void pod(GenericKubernetesResource object, long ms) {
        read(object, Pod.class)
                .ifPresent(pod ->
                        onlooker.pod(pod, condition(object, "DisruptionTarget").isPresent(), ms));
    }

    private <T> Optional<T> read(GenericKubernetesResource object, Class<T> kind) {
        Diagnostics diagnostics = new Diagnostics();
        String json = client.getKubernetesSerialization().asJson(object);
        return ManifestReader.ofCluster(diagnostics)
                .readTrees(new YamlReader(diagnostics).read(SourceText.of("cluster", json)))
                .values(kind)
                .stream()
                .findFirst();
    }

    /** The reason of a condition that is true. */
    private static Optional<String> condition(GenericKubernetesResource object, String type) {
        Object conditions = object.get("status", "conditions");
        if (conditions instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> condition
                        && type.equals(condition.get("type"))
                        && "True".equals(condition.get("status"))) {
                    return Optional.of(String.valueOf(condition.get("reason")));
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable Offer offer(GenericKubernetesResource claim) {
        Map<String, String> labels =
                Optional.ofNullable(claim.getMetadata().getLabels()).orElse(Map.of());
        String type = labels.get(WellKnown.INSTANCE_TYPE);
        String zone = labels.get(WellKnown.ZONE);
        String capacityType = labels.get(WellKnown.CAPACITY_TYPE);
        boolean launched = condition(claim, "Launched").isPresent();
        return !launched || type == null || zone == null || capacityType == null
                ? null
                : new Offer(type, zone, capacityType, price(type, zone, capacityType));
    }

    private long price(String type, String zone, String capacityType) {
        for (InstanceType of : types.types()) {
            for (Offering offering : of.offerings()) {
                if (of.name().equals(type)
                        && offering.zone().equals(zone)
                        && offering.capacityType().equals(capacityType)) {
                    return offering.priceMicroUsdPerHour();
                }
            }
        }
        return 0;
    }

    /** Everything that was seen has been told. */
    @Override
    public void close() {
        claims.stop();
        pods.stop();
        teller.close();
    }
}
