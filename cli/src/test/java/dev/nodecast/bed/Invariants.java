package dev.nodecast.bed;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of every cluster that has come to rest, whatever happened to it before. */
final class Invariants {

    private final Cluster cluster;
    private final List<String> violations = new ArrayList<>();

    private Invariants(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What does not hold now, in words; empty where all is well. */
    static List<String> violated(Cluster cluster) {
        Invariants look = new Invariants(cluster);
        List<GenericKubernetesResource> claims = cluster.claims();
        look.claimsAndNodes(claims, cluster.nodes());
        cluster.accounts().forEach(account -> look.instances(account, claims));
        look.limits(claims);
        look.pods();
        return look.violations;
    }

    private static String providerId(GenericKubernetesResource claim) {
        return String.valueOf(claim.<Object>get("status", "providerID"));
    }

    /** Each claim has its node, each node its claim, and no two are of one instance. */
    private void claimsAndNodes(List<GenericKubernetesResource> claims, List<Node> nodes) {
        Set<String> claimed = new HashSet<>();
        Set<String> present = new HashSet<>();
        for (Node node : nodes) {
            if (!present.add(node.getSpec().getProviderID())) {
                violations.add("two nodes of " + node.getSpec().getProviderID());
            }
        }
        for (GenericKubernetesResource claim : claims) {
            if (!claimed.add(providerId(claim))) {
                violations.add("two claims of " + providerId(claim));
            }
            if (!present.contains(providerId(claim))) {
                violations.add("no node of claim " + claim.getMetadata().getName());
            }
        }
        for (Node node : nodes) {
            if (!claimed.contains(node.getSpec().getProviderID())) {
                violations.add("no claim of node " + node.getMetadata().getName());
            }
        }
    }

    /** Each instance has its claim, and each claim its instance. */
    private void instances(CloudAccount account, List<GenericKubernetesResource> claims) {
        Set<String> claimed = new HashSet<>();
        claims.forEach(claim -> claimed.add(providerId(claim)));
        Set<String> alive = new HashSet<>();
        account.alive().forEach(machine -> alive.add(machine.instance().providerId()));
        alive.stream().filter(id -> !claimed.contains(id)).forEach(id -> violations.add("an orphan: " + id));
        claimed.stream().filter(id -> !alive.contains(id)).forEach(id -> violations.add("no instance: " + id));
    }

    private void limits(List<GenericKubernetesResource> claims) {
        Map<String, Map<String, BigDecimal>> used = new HashMap<>();
        for (GenericKubernetesResource claim : claims) {
            Map<String, BigDecimal> ofPool = used.computeIfAbsent(
                    claim.getMetadata().getLabels().get("karpenter.sh/nodepool"), pool -> new HashMap<>());
            Map<String, Object> capacity = claim.get("status", "capacity");
            if (capacity != null) {
                capacity.forEach((resource, amount) -> ofPool.merge(resource, number(amount), BigDecimal::add));
            }
        }
        for (GenericKubernetesResource pool : cluster.pools()) {
            Map<String, Object> limits = pool.get("spec", "limits");
            Map<String, BigDecimal> ofPool =
                    used.getOrDefault(pool.getMetadata().getName(), Map.of());
            if (limits != null) {
                limits.forEach((resource, limit) -> {
                    BigDecimal has = ofPool.getOrDefault(resource, BigDecimal.ZERO);
                    if (has.compareTo(number(limit)) > 0) {
                        violations.add("pool " + pool.getMetadata().getName() + " has " + has + " " + resource + " of "
                                + limit);
                    }
                });
            }
        }
    }

    private static BigDecimal number(Object quantity) {
        return Quantity.getAmountInBytes(new Quantity(String.valueOf(quantity)));
    }

    /** Each pod has a place, or the controller says why it has none. */
    private void pods() {
        List<Pod> waiting = cluster.client().pods().inAnyNamespace().list().getItems().stream()
                .filter(pod -> pod.getSpec().getNodeName() == null)
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        Set<String> explained = new HashSet<>();
        for (Event event :
                cluster.client().v1().events().inAnyNamespace().list().getItems()) {
            if ("FailedScheduling".equals(event.getReason())
                    && !"default-scheduler".equals(event.getSource().getComponent())) {
                explained.add(event.getInvolvedObject().getUid());
                explained.add(event.getInvolvedObject().getName());
            }
        }
        for (Pod pod : waiting) {
            if (!explained.contains(pod.getMetadata().getUid())
                    && !explained.contains(pod.getMetadata().getName())) {
                violations.add(
                        "neither place nor reason: pod " + pod.getMetadata().getName());
            }
        }
    }
}
