package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A pool that can launch something, compiled: what its nodes are required to be, and the types that can be that. */
final class PoolTemplate {

    private final Terms terms;
    private final TypeSet options;
    private final int taints;
    private final List<DaemonGroup> daemonGroups;
    private final List<PodSpec> daemonsAfter;
    private final int[] groupOf;

    private PoolTemplate(
            Terms terms, TypeSet options, int taints, List<DaemonGroup> daemonGroups, List<PodSpec> daemonsAfter) {
        this.daemonsAfter = daemonsAfter;
        this.terms = terms;
        this.options = options;
        this.taints = taints;
        this.daemonGroups = daemonGroups;
        this.groupOf = groupOf(daemonGroups, terms.catalogue().size());
    }

    /** A pool with the catalogue it buys from and what its nodes are required to be. */
    record Terms(NodePool pool, CompiledCatalogue catalogue, Constraint constraint) {}

    /** The pool's template, or null where no type of its catalogue can be launched. */
    static @Nullable PoolTemplate of(
            NodePool pool, CompiledCatalogue catalogue, List<PodSpec> daemons, Compiling compiling) {
        Compiler compiler = compiling.compiler();
        Constraint constraint = compiler.constraints().of(requirements(pool));
        if (choice(catalogue, constraint, compiling.relaxMinValues()) != Solver.Choice.SOME) {
            return null;
        }
        TypeSet options = catalogue.launchable(constraint);
        Terms terms = new Terms(pool, catalogue, constraint);
        int taints = compiler.taints().id(pool.template().taints());
        List<DaemonTerms> asked = daemons.stream().map(DaemonTerms::new).toList();
        List<DaemonGroup> groups = DaemonGroup.of(terms, options, asked, compiler);
        List<PodSpec> after = asked.stream().map(DaemonTerms::remaining).toList();
        return new PoolTemplate(terms, options, taints, groups, after.equals(daemons) ? daemons : after);
    }

    /** What can be launched under a constraint. */
    static Solver.Choice choice(CompiledCatalogue catalogue, Constraint constraint, boolean relaxMinValues) {
        TypeSet options = catalogue.launchable(constraint);
        if (options.isEmpty()) {
            return Solver.Choice.NONE;
        }
        boolean kept = relaxMinValues
                || MinValues.missing(constraint.requirements, catalogue, options)
                        .isEmpty();
        return kept ? Solver.Choice.SOME : Solver.Choice.TOO_FEW_VALUES;
    }

    /** @param relaxMinValues whether minValues may be missed */
    record Compiling(Compiler compiler, boolean relaxMinValues) {}

    /**
     * What nodes of the pool are. Registered and initialized count as true for daemonsets that ask for them; they are no
     * part of claims.
     */
    static Requirements requirements(NodePool pool) {
        return Requirements.stated(pool.template().requirements())
                .and(Requirements.ofLabels(labels(pool)))
                .and(Requirements.of(
                        Requirement.in(WellKnown.REGISTERED, "true"), Requirement.in(WellKnown.INITIALIZED, "true")))
                .without(WellKnown.HOSTNAME);
    }

    /** The labels of the pool's claims that are known before launch. */
    static Labels labels(NodePool pool) {
        NodeClaim.NodeClassRef nodeClass = pool.template().nodeClassRef();
        return pool.template()
                .labels()
                .with(WellKnown.NODE_POOL, pool.name())
                .with(nodeClass.group() + "/" + nodeClass.kind().toLowerCase(Locale.ROOT), nodeClass.name());
    }

    private static int[] groupOf(List<DaemonGroup> groups, int types) {
        int[] groupOf = new int[types];
        for (int g = 0; g < groups.size(); g++) {
            TypeSet members = groups.get(g).types();
            for (int i = members.next(0); i >= 0; i = members.next(i + 1)) {
                groupOf[i] = g;
            }
        }
        return groupOf;
    }

    /** Every type that the pool could launch if it had no limits. */
    TypeSet options() {
        return options;
    }

    /** The number of its list of taints. */
    int taints() {
        return taints;
    }

    /** The types by the daemonsets that run on them. */
    List<DaemonGroup> daemonGroups() {
        return daemonGroups;
    }

    /** The pods of daemonsets as they are after this pool's types were asked; the very list given where none changed. */
    List<PodSpec> daemonsAfter() {
        return daemonsAfter;
    }

    /** The position of the group of a type. */
    int groupOf(int type) {
        return groupOf[type];
    }

    NodePool pool() {
        return terms.pool();
    }

    CompiledCatalogue catalogue() {
        return terms.catalogue();
    }

    Constraint constraint() {
        return terms.constraint();
    }
}
