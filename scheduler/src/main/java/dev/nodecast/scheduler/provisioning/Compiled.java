package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a solver keeps from one problem to the next: everything that does not depend on which pods are to be placed. */
@LookupOnly("catalogues: asked for one list of types at a time, cleared as a whole")
final class Compiled {

    /** Prices change now and then; catalogues of former prices are forgotten when so many have come together. */
    private static final int MAX_CATALOGUES = 64;

    private record PoolKey(NodePool pool, CompiledCatalogue catalogue) {}

    /** @param daemons as earlier pools left them; null where they are as the cluster has them */
    private record TemplateKey(
            NodePool pool,
            CompiledCatalogue catalogue,
            @Nullable List<PodSpec> daemons) {}

    final Compiler compiler;
    final NodeFactTable nodes;
    private final boolean relaxMinValues;
    private final IdentityHashMap<List<InstanceType>, CompiledCatalogue> catalogues = new IdentityHashMap<>();
    private final Map<TemplateKey, Optional<PoolTemplate>> templates = new LinkedHashMap<>();
    private final Map<List<PoolKey>, DomainUniverse> universes = new LinkedHashMap<>();
    private @Nullable ClusterFacts facts;
    private boolean nodesKnown;
    private List<PodSpec> nodeDaemons = List.of();

    Compiled(SolverOptions options) {
        compiler = Compiler.fresh(options);
        nodes = new NodeFactTable(compiler);
        relaxMinValues = options.minValues() == SolverOptions.MinValues.BEST_EFFORT;
    }

    /** The size of the largest of its tables. */
    int size() {
        return Math.max(
                compiler.constraints().size(), Math.max(compiler.shapes().size(), nodes.size()));
    }

    @SuppressWarnings("ReferenceEquality")
    ClusterFacts facts(ClusterState cluster) {
        ClusterFacts known = facts;
        if (known != null && known.describes(cluster)) {
            return known;
        }
        ClusterFacts current = new ClusterFacts(cluster, known);
        if (known == null || known.daemons != current.daemons) {
            templates.clear();
        }
        facts = current;
        nodesKnown = false;
        return current;
    }

    /**
     * Brings the table of nodes up to the state of the cluster.
     *
     * @param daemons that run on nodes that exist
     */
    void updateNodes(ClusterFacts current, List<PodSpec> daemons) {
        if (!nodesKnown || !daemons.equals(nodeDaemons)) {
            nodes.update(current, daemons);
            nodesKnown = true;
            nodeDaemons = daemons;
        }
    }

    CompiledCatalogue catalogue(List<InstanceType> types) {
        CompiledCatalogue known = catalogues.get(types);
        if (known == null) {
            if (catalogues.size() >= MAX_CATALOGUES) {
                catalogues.clear();
                templates.clear();
                universes.clear();
            }
            known = new CompiledCatalogue(types, compiler.resources());
            catalogues.put(types, known);
        }
        return known;
    }

    /** The pool's template, or null where it can launch nothing. */
    @Nullable
    @SuppressWarnings("ReferenceEquality")
    PoolTemplate template(NodePool pool, CompiledCatalogue catalogue, List<PodSpec> daemons) {
        PoolTemplate.Compiling compiling = new PoolTemplate.Compiling(compiler, relaxMinValues);
        boolean unchanged = facts != null && daemons == facts.daemons;
        return templates
                .computeIfAbsent(
                        new TemplateKey(pool, catalogue, unchanged ? null : daemons),
                        _ -> Optional.ofNullable(PoolTemplate.of(pool, catalogue, daemons, compiling)))
                .orElse(null);
    }

    /** What a pool may launch. */
    Solver.Choice choice(NodePool pool, CompiledCatalogue catalogue) {
        return PoolTemplate.choice(
                catalogue, compiler.constraints().of(PoolTemplate.requirements(pool)), relaxMinValues);
    }

    /** The domains of pools with their catalogues. */
    DomainUniverse universe(Map<NodePool, CompiledCatalogue> pools) {
        List<PoolKey> key = pools.entrySet().stream()
                .map(e -> new PoolKey(e.getKey(), e.getValue()))
                .toList();
        return universes.computeIfAbsent(key, _ -> {
            DomainUniverse universe = new DomainUniverse();
            pools.forEach(universe::add);
            return universe;
        });
    }
}
