package dev.nodecast.aws.kwok;

import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A fake instance: what was bought, and the Node that stands for it (Karpenter {@code kwok/cloudprovider}). */
record FakeInstance(String nodeClaim, InstanceType type, Observation.Offer offer) {

    static final String PROVIDER = "kwok://";

    /** Label and annotation by which kwok knows the nodes that it keeps. */
    static final String KWOK = "kwok.x-k8s.io/node";

    private static final String FAKE = "fake";
    private static final String PRICE = "eks-node-viewer/instance-price";
    private static final double MICRO = 1e6;

    /** One claim has one name, so that it has one instance however often it is asked for. */
    static String nodeName(String nodeClaim) {
        return "kwok-" + nodeClaim;
    }

    static String providerId(String nodeClaim) {
        return PROVIDER + nodeName(nodeClaim);
    }

    Observation.Launched launched() {
        return new Observation.Launched(
                nodeClaim, providerId(nodeClaim), offer, labels(), type.capacity(), type.allocatable());
    }

    /** What type and offering say of the node. */
    private Labels labels() {
        TreeMap<String, String> labels = new TreeMap<>();
        type.labels().forEach((key, values) -> {
            if (values.size() == 1) {
                labels.put(key, values.getFirst());
            }
        });
        labels.put(WellKnown.INSTANCE_TYPE, type.name());
        labels.put(WellKnown.ZONE, offer.zone());
        labels.put(WellKnown.CAPACITY_TYPE, offer.capacityType());
        return new Labels(labels);
    }

    /** The Node as its kubelet would register it. */
    Map<String, Object> node() {
        Map<String, String> labels = new LinkedHashMap<>(labels().byKey());
        labels.put(PRICE, String.format(Locale.ROOT, "%f", offer.priceMicroUsdPerHour() / MICRO));
        labels.put(WellKnown.HOSTNAME, nodeClaim);
        labels.put(KWOK, FAKE);
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("apiVersion", "v1");
        node.put("kind", "Node");
        node.put("metadata", Map.of("name", nodeName(nodeClaim), "labels", labels, "annotations", Map.of(KWOK, FAKE)));
        Map<String, String> taint = Map.of(
                "key", WellKnown.UNREGISTERED.key(),
                "effect", WellKnown.UNREGISTERED.effect().text());
        node.put("spec", Map.of("providerID", providerId(nodeClaim), "taints", List.of(taint)));
        node.put(
                "status",
                Map.of(
                        "capacity",
                        QuantityText.of(type.capacity()),
                        "allocatable",
                        QuantityText.of(type.allocatable())));
        return node;
    }
}
