package dev.nodecast.aws.testbed.joiner;

import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.world.cloud.Instance;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The Node objects of the instances, as kubelet, cloud controller and device plug-in write them. */
public final class NodeObjects {

    /** By this kwok knows the nodes that it is to keep Ready. */
    private static final String KWOK = "kwok.x-k8s.io/node";

    /** While a node has it, kwok does not make it Ready. */
    private static final String BOOTS = "testbed.nodecast.dev/boots";

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int ATTEMPTS = 20;

    private final KubernetesClient client;

    /** Something that is written to the API server. */
    @FunctionalInterface
    interface Write {
        void run();
    }

    /** A kubelet as it registers. */
    record Kubelet(
            String nodeName, String address, KubeletSettings settings, Resources capacity, Resources allocatable) {}

    public NodeObjects(KubernetesClient client) {
        this.client = client;
    }

    void register(Instance instance, Kubelet kubelet, String region) {
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName(kubelet.nodeName())
                .withLabels(labels(instance, kubelet, region))
                .addToAnnotations(KWOK, "fake")
                .addToAnnotations(BOOTS, "true")
                .endMetadata()
                .withNewSpec()
                .withProviderID(instance.providerId())
                .withTaints(taints(kubelet.settings().taints()))
                .endSpec()
                .withNewStatus()
                .withCapacity(quantities(kubelet.capacity()))
                .withAllocatable(quantities(kubelet.allocatable()))
                .addNewAddress(kubelet.address(), "InternalIP")
                .endStatus()
                .build();
        client.nodes().resource(node).create();
    }

    private static Map<String, String> labels(Instance instance, Kubelet kubelet, String region) {
        Map<String, String> labels = new TreeMap<>(kubelet.settings().labels());
        labels.put(WellKnown.HOSTNAME, kubelet.nodeName());
        labels.put("kubernetes.io/os", "linux");
        instance.labels().byKey().forEach((key, value) -> {
            if (key.equals("kubernetes.io/arch") || key.equals(WellKnown.INSTANCE_TYPE) || key.equals(WellKnown.ZONE)) {
                labels.put(key, value);
            }
        });
        labels.put("topology.kubernetes.io/region", region);
        return labels;
    }

    private static List<io.fabric8.kubernetes.api.model.Taint> taints(List<Taint> taints) {
        return taints.stream()
                .map(taint -> new io.fabric8.kubernetes.api.model.Taint(
                        taint.effect().text(), taint.key(), null, taint.value().isEmpty() ? null : taint.value()))
                .toList();
    }

    private static Map<String, Quantity> quantities(Resources resources) {
        Map<String, Quantity> quantities = new TreeMap<>();
        QuantityText.of(resources).forEach((name, amount) -> quantities.put(name, new Quantity(amount)));
        return quantities;
    }

    void makeReady(String name) {
        patch(name, "{\"metadata\":{\"annotations\":{\"" + BOOTS + "\":null}}}");
    }

    private void patch(String name, String merge) {
        try {
            client.nodes().withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), merge);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != NOT_FOUND) {
                throw refused;
            }
        }
    }

    void removeStartupTaints(String name, String claimName) {
        GenericKubernetesResource claim = claimName.isEmpty()
                ? null
                : client.genericKubernetesResources("karpenter.sh/v1", "NodeClaim")
                        .withName(claimName)
                        .get();
        List<String> keys = claim == null ? List.of() : startupTaints(claim);
        if (!keys.isEmpty()) {
            edit(name, node -> {
                List<io.fabric8.kubernetes.api.model.Taint> left =
                        new ArrayList<>(node.getSpec().getTaints());
                left.removeIf(taint -> keys.contains(taint.getKey() + ":" + taint.getEffect()));
                return new NodeBuilder(node)
                        .editSpec()
                        .withTaints(left)
                        .endSpec()
                        .build();
            });
        }
    }

    private static List<String> startupTaints(GenericKubernetesResource claim) {
        List<String> keys = new ArrayList<>();
        if (claim.get("spec", "startupTaints") instanceof List<?> taints) {
            for (Object taint : taints) {
                if (taint instanceof Map<?, ?> map) {
                    keys.add(map.get("key") + ":" + map.get("effect"));
                }
            }
        }
        return keys;
    }

    /** The controller manager writes to new nodes at the same time, so a conflict means: again. */
    private void edit(String name, UnaryOperator<Node> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                Resource<Node> node = client.nodes().withName(name);
                Node present = node.get();
                if (present != null) {
                    client.nodes().resource(change.apply(present)).update();
                }
                return;
            } catch (KubernetesClientException refused) {
                if (refused.getCode() != CONFLICT || attempt == ATTEMPTS) {
                    throw refused;
                }
            }
        }
    }

    /** The device plug-in has registered what it has. */
    void offer(String name, Resources capacity, Resources allocatable) {
        Node change = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withCapacity(quantities(capacity))
                .withAllocatable(quantities(allocatable))
                .endStatus()
                .build();
        try {
            client.nodes()
                    .withName(name)
                    .subresource("status")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            client.getKubernetesSerialization().asJson(change));
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != NOT_FOUND) {
                throw refused;
            }
        }
    }

    /** The cloud controller has found that the instance of a node is gone; a node of that name that is another's stays. */
    void delete(String name, String providerId) {
        Node present = client.nodes().withName(name).get();
        if (present != null && providerId.equals(present.getSpec().getProviderID())) {
            client.nodes().withName(name).delete();
        }
    }
}
