package dev.nodecast.sim.world.cluster;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node accepts a pod by its own properties (kube-scheduler's TaintToleration, NodeUnschedulable and
 * NodeAffinity filters, which the DaemonSet controller shares).
 */
public final class NodeFit {

    private NodeFit() {}

    /** Whether the pod tolerates the node's taints and its unschedulable mark. */
    public static boolean tolerates(PodSpec spec, Node node) {
        return schedulable(spec, node) && toleratesTaints(spec, node);
    }

    /** Whether the node takes new pods, or this one does not mind (filter NodeUnschedulable). */
    public static boolean schedulable(PodSpec spec, Node node) {
        return !node.unschedulable() || WellKnown.UNSCHEDULABLE.toleratedBy(spec.tolerations());
    }

    /** Whether the pod tolerates the taints that keep pods away (filter TaintToleration). */
    public static boolean toleratesTaints(PodSpec spec, Node node) {
        for (Taint taint : node.taints()) {
            if (taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE && !taint.toleratedBy(spec.tolerations())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the node has what the pod's node selector and required node affinity ask for. */
    public static boolean selects(PodSpec spec, Node node) {
        Labels labels = node.meta().labels();
        for (Map.Entry<String, String> wanted : spec.nodeSelector().byKey().entrySet()) {
            if (!labels.has(wanted.getKey(), wanted.getValue())) {
                return false;
            }
        }
        List<NodeSelectorTerm> terms = spec.affinity().requiredNodeTerms();
        return terms.isEmpty() || terms.stream().anyMatch(term -> matches(term, node));
    }

    /** Whether all requirements of the term hold; an empty term matches nothing. */
    public static boolean matches(NodeSelectorTerm term, Node node) {
        if (term.matchExpressions().isEmpty() && term.matchFields().isEmpty()) {
            return false;
        }
        for (NodeSelectorRequirement requirement : term.matchExpressions()) {
            if (!holds(requirement, node.meta().labels().get(requirement.key()))) {
                return false;
            }
        }
        for (NodeSelectorRequirement requirement : term.matchFields()) {
            String value = requirement.key().equals("metadata.name") ? node.name() : null;
            if (!holds(requirement, value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(NodeSelectorRequirement requirement, @Nullable String value) {
        return switch (requirement.operator()) {
            case IN -> value != null && requirement.values().contains(value);
            case NOT_IN -> value == null || !requirement.values().contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
            case GT -> compares(requirement, value, 1, 1);
            case LT -> compares(requirement, value, -1, -1);
            case GTE -> compares(requirement, value, 0, 1);
            case LTE -> compares(requirement, value, -1, 0);
        };
    }

    private static boolean compares(
            NodeSelectorRequirement requirement, @Nullable String value, int leastOrder, int greatestOrder) {
        if (value == null || requirement.values().isEmpty()) {
            return false;
        }
        try {
            int order = Long.compare(
                    Long.parseLong(value), Long.parseLong(requirement.values().getFirst()));
            return order >= leastOrder && order <= greatestOrder;
        } catch (NumberFormatException e) {
            return false; // a label that is no integer never compares
        }
    }
}
