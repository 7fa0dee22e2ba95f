package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.scheduler.provisioning.PodShape.NodeWish;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Which nodes count for a topology spread: those that the pod's node selector and any of its required terms accept, and
 * whose taints it tolerates, where the constraint's policies say so.
 */
record NodeFilter(List<NodeWish> alternatives, boolean honorAffinity, boolean honorTaints, PodSpec spec) {

    /**
     * What makes two filters one to Karpenter, which hashes the keys of requirements but not their values, and in which
     * what is there twice cancels out.
     */
    record Identity(
            OddSet<List<String>> keys, boolean honorAffinity, boolean honorTaints, OddSet<Object> tolerations) {}

    static NodeFilter of(PodSpec spec, TopologySpreadConstraint spread, PodShapes shapes) {
        Requirements selector = Requirements.ofLabels(spec.nodeSelector());
        List<NodeWish> alternatives = new ArrayList<>();
        for (NodeSelectorTerm term : spec.affinity().requiredNodeTerms()) {
            alternatives.add(shapes.wish(selector.and(Requirements.stated(term.matchExpressions()))));
        }
        if (alternatives.isEmpty()) {
            alternatives.add(shapes.wish(selector));
        }
        return new NodeFilter(alternatives, spread.honorAffinity(), spread.honorTaints(), spec);
    }

    Identity identity() {
        OddSet<List<String>> keys = new OddSet<>();
        for (NodeWish wish : alternatives) {
            TreeSet<String> named = new TreeSet<>();
            wish.constraint().requirements.all().stream().map(Requirement::key).forEach(named::add);
            if (wish.hostname() != null) {
                named.add(wish.hostname().key());
            }
            keys.toggle(List.copyOf(named));
        }
        OddSet<Object> tolerations = new OddSet<>();
        spec.tolerations().forEach(tolerations::toggle);
        return new Identity(keys, honorAffinity, honorTaints, tolerations);
    }

    boolean accepts(Site site, Constraints constraints) {
        return (!honorAffinity || acceptsLabels(site, constraints)) && (!honorTaints || tolerates(site.taints()));
    }

    private boolean acceptsLabels(Site site, Constraints constraints) {
        for (NodeWish wish : alternatives) {
            if (constraints.compatible(site.constraint(), wish.constraint(), false)
                    && wish.acceptsHost(site.hostname())) {
                return true;
            }
        }
        return false;
    }

    private boolean tolerates(List<Taint> taints) {
        for (Taint taint : taints) {
            if (!taint.toleratedBy(spec.tolerations())) {
                return false;
            }
        }
        return true;
    }
}
