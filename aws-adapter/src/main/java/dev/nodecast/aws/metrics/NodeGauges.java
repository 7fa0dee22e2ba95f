package dev.nodecast.aws.metrics;

import dev.nodecast.aws.metrics.GaugeText.Family;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Nodes: what they have, what is asked of them, how old they are; each with its well-known labels. */
final class NodeGauges {

    private static final double PERCENT = 100;
    private static final Family ALLOCATABLE =
            new Family("karpenter_nodes_allocatable", "Resources that pods can have of a node");
    private static final Family OVERHEAD = new Family(
            "karpenter_nodes_system_overhead", "Resources that a node keeps: its capacity less what is allocatable");
    private static final Family PODS = new Family(
            "karpenter_nodes_total_pod_requests",
            "Resources asked for by the pods of a node, those of DaemonSets among them");
    private static final Family DAEMONS = new Family(
            "karpenter_nodes_total_daemon_requests", "Resources asked for by the DaemonSets' pods of a node");
    private static final Family AGE = new Family("karpenter_nodes_current_lifetime_seconds", "Node age in seconds");
    private static final Family UTILIZATION = new Family(
            "karpenter_cluster_utilization_percent", "Requests of pods in percent of what the nodes' pods can have");

    private NodeGauges() {}

    static void write(Scene scene, GaugeText text) {
        Resources allocatable = Resources.NONE;
        Resources requested = Resources.NONE;
        for (StateNode state : scene.state().nodes()) {
            Node node = state.node();
            if (node != null) {
                allocatable = allocatable.plus(state.allocatable());
                requested = requested.plus(state.podRequests());
                write(scene, state, node, text);
            }
        }
        Resources all = requested;
        allocatable.forEach((resource, amount) -> {
            if (amount > 0) {
                text.add(UTILIZATION, PERCENT * all.get(resource) / amount, "resource_type", Scene.label(resource));
            }
        });
    }

    private static void write(Scene scene, StateNode state, Node node, GaugeText text) {
        List<String> labels = labels(state, node);
        each(text, ALLOCATABLE, labels, node.allocatable());
        each(text, OVERHEAD, labels, node.capacity().minus(node.allocatable()));
        each(text, PODS, labels, state.podRequests());
        each(text, DAEMONS, labels, state.daemonRequests());
        text.add(AGE, scene.secondsSince(node.meta().createdNs()), labels.toArray(String[]::new));
    }

    private static void each(GaugeText text, Family family, List<String> labels, Resources resources) {
        resources.forEach((resource, amount) -> {
            List<String> all = new ArrayList<>(labels);
            all.add("resource_type");
            all.add(Scene.label(resource));
            text.add(family, Scene.amount(resource, amount), all.toArray(String[]::new));
        });
    }

    private static List<String> labels(StateNode state, Node node) {
        List<String> labels =
                new ArrayList<>(List.of("node_name", node.name(), "managed", Boolean.toString(state.managed())));
        for (String key : KnownLabels.AWS.wellKnown()) {
            String value = node.meta().labels().get(key);
            if (value != null) {
                labels.add(key.substring(key.indexOf('/') + 1)
                        .toLowerCase(Locale.ROOT)
                        .replace('-', '_'));
                labels.add(value);
            }
        }
        return labels;
    }
}
