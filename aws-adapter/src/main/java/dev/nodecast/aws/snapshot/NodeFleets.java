package dev.nodecast.aws.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes that no NodePool made, such as those of managed node groups: in a scenario they are fleets. */
final class NodeFleets {

    private static final String POOL = "karpenter.sh/nodepool";
    private static final String TYPE = "node.kubernetes.io/instance-type";
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String CAPACITY = "eks.amazonaws.com/capacityType";

    /** Labels that a node has by what it is, not by what it is for. */
    private static final List<String> GIVEN = List.of(
            "kubernetes.io/",
            "beta.kubernetes.io/",
            "topology.",
            "failure-domain.",
            "node.kubernetes.io/",
            "eks.amazonaws.com/",
            "k8s.io/");

    private NodeFleets() {}

    static List<Map<String, Object>> of(List<Map<String, Object>> nodes) {
        Map<Map<String, Object>, Integer> counts = new LinkedHashMap<>();
        for (Map<String, Object> node : nodes) {
            if (Tree.text(node, "metadata", "labels", POOL).isEmpty()
                    && !Tree.text(node, "metadata", "labels", TYPE).isEmpty()) {
                counts.merge(kind(node), 1, Integer::sum);
            }
        }
        List<Map<String, Object>> fleets = new ArrayList<>();
        counts.forEach((kind, count) -> {
            Map<String, Object> fleet = new LinkedHashMap<>();
            fleet.put("name", "nodes-" + (fleets.size() + 1));
            fleet.putAll(kind);
            fleet.put("count", count);
            fleet.put("system", true);
            fleets.add(fleet);
        });
        return fleets;
    }

    private static Map<String, Object> kind(Map<String, Object> node) {
        Map<String, Object> labels = Tree.map(node, "metadata", "labels");
        Map<String, Object> kind = new LinkedHashMap<>();
        kind.put("instanceType", Tree.text(labels, TYPE));
        if (!Tree.text(labels, ZONE).isEmpty()) {
            kind.put("zone", Tree.text(labels, ZONE));
        }
        kind.put("capacity", Tree.text(labels, CAPACITY).equals("SPOT") ? "spot" : "on-demand");
        Map<String, Object> own = new TreeMap<>(labels);
        own.keySet().removeIf(key -> GIVEN.stream().anyMatch(key::startsWith));
        if (!own.isEmpty()) {
            kind.put("labels", own);
        }
        List<String> taints = Tree.list(node, "spec", "taints").stream()
                .filter(taint -> !Tree.text(taint, "key").startsWith("node.kubernetes.io/"))
                .map(NodeFleets::taint)
                .toList();
        if (!taints.isEmpty()) {
            kind.put("taints", taints);
        }
        return kind;
    }

    private static String taint(Object taint) {
        String value = Tree.text(taint, "value");
        return Tree.text(taint, "key") + (value.isEmpty() ? "" : "=" + value) + ":" + Tree.text(taint, "effect");
    }
}
