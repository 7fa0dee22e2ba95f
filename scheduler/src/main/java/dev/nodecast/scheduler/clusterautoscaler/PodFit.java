package dev.nodecast.scheduler.clusterautoscaler;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;
import java.util.Set;

/**
 * Whether a node of some labels and taints accepts a pod. Of kube-scheduler's filters these are taints, node selector and
 * required node affinity; topology spread and affinity between pods are not looked at.
 */
final class PodFit {

    private PodFit() {}

    static boolean accepts(PodSpec spec, Labels labels, List<Taint> taints) {
        for (Taint taint : taints) {
            if (taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE && !taint.toleratedBy(spec.tolerations())) {
                return false;
            }
        }
        Requirements node = Requirements.ofLabels(labels);
        if (!node.compatible(Requirements.ofLabels(spec.nodeSelector()), Set.of())) {
            return false;
        }
        List<NodeSelectorTerm> terms = spec.affinity().requiredNodeTerms();
        return terms.isEmpty()
                || terms.stream()
                        .filter(term -> !term.matchExpressions().isEmpty())
                        .anyMatch(term -> node.compatible(Requirements.stated(term.matchExpressions()), Set.of()));
    }
}
