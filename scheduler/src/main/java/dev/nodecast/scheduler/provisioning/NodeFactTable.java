package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirements;
import dev.nodecast.scheduler.state.StateNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Keeps {@link NodeFacts} from one round to the next while neither node nor claim nor daemonsets have changed. */
final class NodeFactTable {

    private final Compiler compiler;
    private final IdentityHashMap<StateNode, NodeFacts> facts = new IdentityHashMap<>();
    private List<PodSpec> daemons = List.of();

    NodeFactTable(Compiler compiler) {
        this.compiler = compiler;
    }

    Constraints constraints() {
        return compiler.constraints();
    }

    int size() {
        return facts.size();
    }

    /** Forgets what was learned under other daemonsets. */
    void expect(List<PodSpec> currentDaemons) {
        if (!currentDaemons.equals(daemons)) {
            facts.clear();
            daemons = List.copyOf(currentDaemons);
        }
    }

    /** Objects are immutable, so the same object means the same facts; comparing their content would cost more. */
    @SuppressWarnings("ReferenceEquality")
    NodeFacts of(StateNode state) {
        NodeFacts known = facts.get(state);
        if (known == null || known.node() != state.node() || known.claim() != state.claim()) {
            known = learn(state);
            facts.put(state, known);
        }
        return known;
    }

    /** The node as its own object describes it, for counting pods that are there. */
    Site observed(StateNode state) {
        NodeFacts known = of(state);
        return new Site(known.observed(), known.hostname(), 0, known.observedTaints());
    }

    private NodeFacts learn(StateNode state) {
        Labels labels = state.labels();
        String label = labels.get(WellKnown.HOSTNAME);
        String hostname = label == null || label.isEmpty() ? state.name() : label;
        List<Taint> taints = state.taints();
        Node node = state.node();
        Constraint constraint = constraint(labels);
        return new NodeFacts(
                node,
                state.claim(),
                hostname,
                constraint,
                compiler.taints().id(taints),
                node == null ? constraint : constraint(node.meta().labels()),
                node == null ? List.of() : node.taints(),
                daemonOverhead(constraint, hostname, taints));
    }

    private Constraint constraint(Labels labels) {
        return constraints().of(Requirements.ofLabels(labels.without(WellKnown.HOSTNAME)));
    }

    private Resources daemonOverhead(Constraint constraint, String hostname, List<Taint> taints) {
        Resources sum = Resources.NONE;
        for (PodSpec daemon : daemons) {
            if (DaemonGroup.tolerates(daemon, taints) && accepts(daemon, constraint, hostname)) {
                sum = sum.plus(daemon.requests());
            }
        }
        return sum;
    }

    /** Of alternative terms only the first counts, as in Karpenter. */
    private boolean accepts(PodSpec daemon, Constraint constraint, String hostname) {
        PodShape.NodeWish wish = compiler.shapes().wish(PodShapes.required(daemon));
        return wish.acceptsHost(hostname) && constraints().compatible(constraint, wish.constraint(), false);
    }
}
