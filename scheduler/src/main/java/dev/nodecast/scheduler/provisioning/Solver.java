package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.requirements.KnownLabels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which nodes to launch for pods that need a place, as Karpenter does. A solver is kept for many problems: what
 * it compiles of instance types, pools and pods serves the next one. It is not safe for use by several threads at once.
 */
public final class Solver {

    /** How much of one kind is kept before everything compiled is thrown away. */
    private static final int KEPT = 50_000;

    private final SolverOptions options;
    private Compiled compiled;

    public Solver(SolverOptions options) {
        this.options = options;
        this.compiled = new Compiled(options);
    }

    /** The labels that pods may ask for although no pool has them. */
    public KnownLabels knownLabels() {
        return options.knownLabels();
    }

    /** A solver of its own that decides the same but packs new nodes in another way. */
    public Solver packing(PackingOptions packing) {
        return new Solver(options.withPacking(packing));
    }

    /** Places the problem's pods. Equal problems get equal solutions, whatever was solved before. */
    public Solution solve(Problem problem) {
        if (problem.pods().isEmpty()) {
            return Solution.NOTHING;
        }
        if (compiled.size() > KEPT) {
            compiled = new Compiled(options);
        }
        ClusterFacts facts = compiled.facts(problem.cluster());
        Assembly.Supply supply = supply(problem, facts);
        return new Assembly(options, compiled, problem, facts).solve(supply);
    }

    /**
     * Places the problem's pods at the least cost where the options or a pool ask for that; otherwise as {@link #solve}.
     * As many pods are placed as {@link #solve} places at least, and what is launched for them costs no more.
     */
    public Packed pack(Problem problem) {
        return options.packing().nowhere(problem.pools())
                ? new Packed(solve(problem), null)
                : round(problem).pack();
    }

    /** The same with all of the effort spent on the packing, and none on a proof of how good it is. */
    public Solution packUnproved(Problem problem) {
        return problem.pods().isEmpty() || options.packing().nowhere(problem.pools())
                ? solve(problem)
                : round(problem).solution();
    }

    /** What a pool may launch of the types that it is sold. */
    public enum Choice {
        SOME,
        /** None has a label and an offering such as its requirements ask for. */
        NONE,
        /** Those that have are too few for its minValues. */
        TOO_FEW_VALUES
    }

    /** What the pool could launch of these types for a pod that asks for nothing. */
    public Choice choice(NodePool pool, List<InstanceType> types) {
        return compiled.choice(pool, compiled.catalogue(types));
    }

    private PackingRound round(Problem problem) {
        if (compiled.size() > KEPT) {
            compiled = new Compiled(options);
        }
        ClusterFacts facts = compiled.facts(problem.cluster());
        Assembly.Supply supply = supply(problem, facts);
        return new PackingRound(options.packing(), () -> new Assembly(options, compiled, problem, facts), supply);
    }

    private Assembly.Supply supply(Problem problem, ClusterFacts facts) {
        List<NodePool> pools = usable(problem.pools());
        Map<NodePool, CompiledCatalogue> catalogues = new LinkedHashMap<>();
        List<PoolTemplate> templates = new ArrayList<>();
        List<PodSpec> daemons = facts.daemons;
        for (NodePool pool : pools) {
            List<InstanceType> types = problem.instanceTypes().apply(pool);
            if (!types.isEmpty()) {
                CompiledCatalogue catalogue = compiled.catalogue(types);
                catalogues.put(pool, catalogue);
                PoolTemplate template = compiled.template(pool, catalogue, daemons);
                if (template != null) {
                    templates.add(template);
                    daemons = template.daemonsAfter();
                }
            }
        }
        compiled.updateNodes(facts, daemons);
        return new Assembly.Supply(pools, catalogues.values(), templates, compiled.universe(catalogues));
    }

    /** Dynamic pools that stay, by weight; of equal weight the later name first. */
    private static List<NodePool> usable(List<NodePool> pools) {
        return pools.stream()
                .filter(pool -> pool.replicas() == null && !pool.meta().deleting())
                .sorted(Comparator.comparingInt(NodePool::weight)
                        .thenComparing(NodePool::name)
                        .reversed())
                .toList();
    }
}
