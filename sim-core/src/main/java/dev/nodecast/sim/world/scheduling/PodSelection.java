package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.sim.world.cluster.SimPod;
import java.util.List;

/**
 * Which pods terms of affinity and spread constraints are about. Namespaces have no labels here, so that a namespace
 * selector selects all namespaces if it is empty, and none otherwise.
 */
final class PodSelection {

    private PodSelection() {}

    /** Whether the shape's term is about the pod. */
    static boolean selected(PodTerm term, PodShape shape, SimPod pod) {
        return selects(term, new Party(shape.namespace(), shape.labels()), party(pod));
    }

    /** Whether the term of a pod that is there is about the shape. */
    static boolean selectedBy(SimPod owner, PodTerm term, PodShape shape) {
        return selects(term, party(owner), new Party(shape.namespace(), shape.labels()));
    }

    /** Whether the shape's term is about pods like itself. */
    static boolean selectsItself(PodTerm term, PodShape shape) {
        Party self = new Party(shape.namespace(), shape.labels());
        return selects(term, self, self);
    }

    /** Whether the shape's constraint counts the pod; pods that are being deleted do not count. */
    static boolean counted(TopologySpreadConstraint constraint, PodShape shape, SimPod pod) {
        return !pod.deleting() && concerned(constraint, shape, pod);
    }

    /** Whether the shape's constraint is about the pod, be it deleted or not. */
    static boolean concerned(TopologySpreadConstraint constraint, PodShape shape, SimPod pod) {
        return pod.meta().namespace().equals(shape.namespace())
                && constraint.labelSelector().matches(pod.meta().labels())
                && agree(constraint.matchLabelKeys(), shape.labels(), pod.meta().labels());
    }

    private record Party(String namespace, Labels labels) {}

    private static Party party(SimPod pod) {
        return new Party(pod.meta().namespace(), pod.meta().labels());
    }

    private static boolean selects(PodTerm term, Party owner, Party other) {
        return inNamespace(term, owner.namespace, other.namespace)
                && term.labelSelector().matches(other.labels)
                && agree(term.matchLabelKeys(), owner.labels, other.labels)
                && term.mismatchLabelKeys().stream().noneMatch(key -> agree(List.of(key), owner.labels, other.labels));
    }

    private static boolean inNamespace(PodTerm term, String own, String other) {
        LabelSelector selector = term.namespaceSelector();
        if (term.namespaces().isEmpty() && selector == null) {
            return other.equals(own);
        }
        return term.namespaces().contains(other) || (selector != null && selector.matches(Labels.NONE));
    }

    /** Keys that the owner does not have are left out. */
    private static boolean agree(Iterable<String> keys, Labels owner, Labels other) {
        for (String key : keys) {
            String value = owner.get(key);
            if (value != null && !other.has(key, value)) {
                return false;
            }
        }
        return true;
    }
}
