package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.requirements.Requirements;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a cluster in the order in which they are offered pods, with what is known of each; kept from one round to
 * the next as far as nothing has changed.
 */
@LookupOnly("nodes: asked for one node at a time; order and byArrival have the orders")
final class NodeFactTable {

    /**
     * A node, what is known of it, and where it is.
     *
     * @param position in the order of offering
     */
    record Standing(StateNode state, NodeFacts facts, Site site, int position) {}

    private final Compiler compiler;
    private IdentityHashMap<StateNode, Standing> nodes = new IdentityHashMap<>();
    private List<Standing> order = List.of();
    private Standing[] byArrival = {};
    private Hosts hosts = new Hosts();
    private List<PodSpec> daemons = List.of();

    NodeFactTable(Compiler compiler) {
        this.compiler = compiler;
    }

    Constraints constraints() {
        return compiler.constraints();
    }

    int size() {
        return nodes.size();
    }

    /** Brings the table up to the state of a cluster. */
    void update(ClusterFacts cluster, List<PodSpec> currentDaemons) {
        IdentityHashMap<StateNode, Standing> before = nodes;
        if (!currentDaemons.equals(daemons)) {
            before = new IdentityHashMap<>();
            daemons = List.copyOf(currentDaemons);
        }
        hosts = new Hosts();
        nodes = new IdentityHashMap<>();
        List<Standing> all = new ArrayList<>();
        for (StateNode state : sorted(cluster.cluster.nodes())) {
            Standing standing = standing(state, before.get(state), all.size());
            all.add(standing);
            nodes.put(state, standing);
        }
        order = all;
        byArrival = cluster.cluster.nodes().stream().map(nodes::get).toArray(Standing[]::new);
    }

    /** Initialized nodes first, then by name. */
    private static List<StateNode> sorted(Collection<StateNode> nodes) {
        List<StateNode> sorted = new ArrayList<>(nodes);
        sorted.sort(
                Comparator.comparing((StateNode node) -> !node.initialized()).thenComparing(StateNode::name));
        return sorted;
    }

    private Standing standing(StateNode state, @Nullable Standing before, int position) {
        NodeFacts facts = before == null ? null : before.facts();
        if (facts == null || !facts.current(state)) {
            NodeFacts.View view = facts != null && facts.sameObjects(state) ? facts.view() : view(state);
            facts = new NodeFacts(state, view, compiler.resources());
        }
        NodeFacts.View view = facts.view();
        int host = hosts.number(view.hostname());
        return new Standing(
                state,
                facts,
                new Site(
                        view.constraint(),
                        view.hostname(),
                        host,
                        compiler.taints().taints(view.taints())),
                position);
    }

    /** The hosts that stand; the numbers of others come after them. */
    Hosts hosts() {
        return hosts;
    }

    /**
     * Those of {@code wanted} in the order of offering; quick where they come in the order of the cluster.
     *
     * @throws IllegalArgumentException if one of them is not in the cluster
     */
    List<Standing> inOrder(Collection<StateNode> wanted) {
        BitSet members = new BitSet(order.size());
        int next = 0;
        for (StateNode state : wanted) {
            while (next < byArrival.length && byArrival[next].state() != state) {
                next++;
            }
            Standing standing = next < byArrival.length ? byArrival[next++] : nodes.get(state);
            if (standing == null) {
                throw new IllegalArgumentException(
                        "node " + state.name() + " is offered for pods but is not in the cluster state of the problem");
            }
            members.set(standing.position());
        }
        List<Standing> chosen = new ArrayList<>(wanted.size());
        for (int i = members.nextSetBit(0); i >= 0; i = members.nextSetBit(i + 1)) {
            chosen.add(order.get(i));
        }
        return chosen;
    }

    /** The node as its own object describes it, for counting pods that are there. */
    Site observed(StateNode state) {
        Standing standing = nodes.get(state);
        NodeFacts.View view = standing == null ? view(state) : standing.facts().view();
        return new Site(view.observed(), view.hostname(), 0, view.observedTaints());
    }

    private NodeFacts.View view(StateNode state) {
        Labels labels = state.labels();
        String label = labels.get(WellKnown.HOSTNAME);
        String hostname = label == null || label.isEmpty() ? state.name() : label;
        List<Taint> taints = state.taints();
        Node node = state.node();
        Constraint constraint = constraint(labels);
        return new NodeFacts.View(
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
