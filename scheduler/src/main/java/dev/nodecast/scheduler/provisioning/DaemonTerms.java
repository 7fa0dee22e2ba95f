package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirement;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.List;

/**
 * The alternative terms by which a daemonset chooses nodes. A term that did not suit a type is given up for all types and
 * pools that come after it, and for the nodes that exist: Karpenter relaxes the one copy of the pod that it has.
 */
final class DaemonTerms {

    private final PodSpec daemon;
    private final List<Requirements> alternatives;
    private int first;

    DaemonTerms(PodSpec daemon) {
        this.daemon = daemon;
        Requirements selector = Requirements.ofLabels(daemon.nodeSelector());
        List<NodeSelectorTerm> terms = daemon.affinity().requiredNodeTerms();
        this.alternatives = terms.isEmpty()
                ? List.of(selector)
                : terms.stream()
                        .map(term -> selector.and(Requirements.stated(term.matchExpressions())))
                        .toList();
    }

    /** Whether the daemonset would run on a pool's nodes of a type. */
    boolean runsOn(PoolTemplate.Terms pool, Requirements type, Compiler compiler) {
        if (!DaemonGroup.tolerates(daemon, pool.pool().template().taints())) {
            return false;
        }
        while (!suits(alternatives.get(first), pool, type, compiler)) {
            if (first == alternatives.size() - 1) {
                return false;
            }
            first++;
        }
        return true;
    }

    private static boolean suits(Requirements wanted, PoolTemplate.Terms pool, Requirements type, Compiler compiler) {
        Requirement hostname = wanted.get(WellKnown.HOSTNAME);
        Constraint constraint = compiler.constraints().of(wanted.without(WellKnown.HOSTNAME));
        return (hostname == null || mayBeAbsent(hostname))
                && compiler.constraints().compatible(pool.constraint(), constraint, true)
                && type.intersects(wanted);
    }

    private static boolean mayBeAbsent(Requirement requirement) {
        return List.of(Operator.NOT_IN, Operator.DOES_NOT_EXIST).contains(requirement.operator());
    }

    /** The daemonset's pod without the terms that were given up; itself where none was. */
    PodSpec remaining() {
        if (first == 0) {
            return daemon;
        }
        Affinity all = daemon.affinity();
        List<NodeSelectorTerm> kept =
                all.requiredNodeTerms().subList(first, all.requiredNodeTerms().size());
        return daemon.withAffinity(all.withRequiredNodeTerms(kept));
    }
}
