package dev.nodecast.scheduler.provisioning.explain;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solution.Unplaced;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Why a solution is what it is.
 *
 * @param nodes for each of its claims, in their order
 * @param left the pods that go on waiting, each kind once
 * @param idlePools why pools can launch nothing at all, by their names; only such pools
 */
public record Explanation(List<NodeExplanation> nodes, List<LeftPods> left, SequencedMap<String, String> idlePools) {

    public Explanation {
        nodes = List.copyOf(nodes);
        left = List.copyOf(left);
        idlePools = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(idlePools));
    }

    /**
     * Explains the solution of a problem.
     *
     * @param waiting pods that go on waiting, those included that the problem does not name
     * @param packed whether claims were narrowed to what a packing counts on
     */
    public static Explanation of(Problem problem, Solution solution, List<Unplaced> waiting, boolean packed) {
        NodeExplainer nodes = new NodeExplainer(problem.instanceTypes(), packed);
        return new Explanation(
                solution.claims().stream().map(nodes::explain).toList(),
                LeftPods.of(waiting),
                idle(problem.pools(), nodes));
    }

    /** This with more pools that can launch nothing. */
    public Explanation withIdle(SequencedMap<String, String> more) {
        SequencedMap<String, String> all = new LinkedHashMap<>(more);
        all.putAll(idlePools);
        return new Explanation(nodes, left, all);
    }

    private static SequencedMap<String, String> idle(Collection<NodePool> pools, NodeExplainer nodes) {
        SequencedMap<String, String> idle = new LinkedHashMap<>();
        for (NodePool pool : pools) {
            Requirements requirements = Requirements.stated(pool.template().requirements());
            if (pool.replicas() != null) {
                idle.put(pool.name(), "it is static: its number of nodes does not follow pods");
            } else if (pool.meta().deleting()) {
                idle.put(pool.name(), "it is being deleted");
            } else if (Contradictions.of(pool).isPresent()) {
                idle.put(pool.name(), Contradictions.of(pool).orElseThrow());
            } else if (nodes.types(pool).considered() == 0) {
                idle.put(pool.name(), nothing(nodes.all(pool), requirements));
            }
        }
        return idle;
    }

    private static String nothing(TypeLosses types, Requirements requirements) {
        if (types.considered() == 0) {
            return "there are no instance types that it could buy";
        }
        List<String> parts = types.count(requirements, Resources.NONE, List.of(), "").entrySet().stream()
                .map((Map.Entry<String, Integer> entry) -> entry.getValue() + " " + entry.getKey())
                .toList();
        return "none of " + types.considered() + " types meets its requirements: " + String.join(", ", parts);
    }
}
