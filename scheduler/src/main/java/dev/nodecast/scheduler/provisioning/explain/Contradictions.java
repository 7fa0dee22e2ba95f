package dev.nodecast.scheduler.provisioning.explain;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.RequirementWords;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds requirements that exclude each other, so that nothing can ever meet them. */
final class Contradictions {

    private Contradictions() {}

    /** What a pool asks of its nodes that cannot be. */
    static Optional<String> of(NodePool pool) {
        List<Requirement> stated = requirements(pool.template().requirements());
        stated.addAll(Requirements.ofLabels(pool.template().labels()).all());
        return of(stated);
    }

    /** What pods ask of a node that cannot be; empty where one of their alternatives can. */
    static Optional<String> of(PodSpec spec) {
        List<Requirement> selector =
                new ArrayList<>(Requirements.ofLabels(spec.nodeSelector()).all());
        Optional<String> last = of(selector);
        for (NodeSelectorTerm term : spec.affinity().requiredNodeTerms()) {
            List<Requirement> all = requirements(term.matchExpressions());
            all.addAll(selector);
            last = of(all);
            if (last.isEmpty()) {
                return last;
            }
        }
        return last;
    }

    private static List<Requirement> requirements(List<NodeSelectorRequirement> stated) {
        List<Requirement> requirements = new ArrayList<>();
        stated.forEach(requirement -> requirements.add(Requirement.of(requirement)));
        return requirements;
    }

    private static Optional<String> of(List<Requirement> requirements) {
        Map<String, List<Requirement>> byKey = new LinkedHashMap<>();
        requirements.forEach(
                r -> byKey.computeIfAbsent(r.key(), _ -> new ArrayList<>()).add(r));
        for (List<Requirement> ofKey : byKey.values()) {
            Requirement all = ofKey.stream().reduce(Requirement::and).orElseThrow();
            boolean wanted = ofKey.stream().anyMatch(r -> r.operator() == Operator.DOES_NOT_EXIST);
            if (all.operator() == Operator.DOES_NOT_EXIST && !wanted) {
                List<String> asked = ofKey.stream().map(RequirementWords::asked).toList();
                return Optional.of("what is asked for contradicts itself: " + String.join(" and ", asked));
            }
        }
        return Optional.empty();
    }
}
