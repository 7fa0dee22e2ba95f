package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes the topology groups of a round and counts what the cluster already has of them. */
final class TopologyGroups {

    /** What a round brings. */
    record World(
            ClusterFacts facts,
            Collection<StateNode> nodes,
            Set<ObjectKey> movedPods,
            DomainUniverse universe,
            Hosts hosts) {}

    /** A group that is to be, and what makes it the same as another. */
    record Plan(Object identity, Kind kind, String key, PodSelection selection, SpreadGroup.@Nullable Rule rule) {}

    enum Kind {
        SPREAD,
        AFFINITY,
        ANTI_AFFINITY
    }

    private record Identity(
            Kind kind,
            String key,
            PodSelection.Identity pods,
            int maxSkew,
            @Nullable Object nodeFilter) {}

    private final World world;
    private final PodShapes shapes;
    private final NodeFactTable nodes;
    private final Hosts hosts;
    private final boolean respectPreferences;

    TopologyGroups(World world, PodShapes shapes, NodeFactTable nodes, boolean respectPreferences) {
        this.world = world;
        this.shapes = shapes;
        this.nodes = nodes;
        this.hosts = world.hosts();
        this.respectPreferences = respectPreferences;
    }

    /** The groups that limit pods of a shape, preferences included where they are respected. */
    List<Plan> plans(PodShape shape) {
        List<Plan> plans = new ArrayList<>();
        for (TopologySpreadConstraint spread : shape.spec().topologySpread()) {
            if (spread.required() || respectPreferences) {
                plans.add(spread(shape, spread));
            }
        }
        Affinity affinity = shape.spec().affinity();
        affinity.requiredPods().forEach(term -> plans.add(near(Kind.AFFINITY, shape, term)));
        affinity.requiredAntiPods().forEach(term -> plans.add(near(Kind.ANTI_AFFINITY, shape, term)));
        if (respectPreferences) {
            affinity.preferredPods().forEach(p -> plans.add(near(Kind.AFFINITY, shape, p.term())));
            affinity.preferredAntiPods().forEach(p -> plans.add(near(Kind.ANTI_AFFINITY, shape, p.term())));
        }
        return plans;
    }

    private Plan spread(PodShape shape, TopologySpreadConstraint spread) {
        LabelSelector selector = PodSelection.with(
                spread.labelSelector(), spread.matchLabelKeys(), LabelSelector.Operator.IN, shape.key.labels());
        PodSelection selection = PodSelection.own(shape.key.namespace(), selector);
        NodeFilter filter = NodeFilter.of(shape.spec(), spread, shapes);
        int minDomains = spread.minDomains() == null ? 0 : spread.minDomains();
        Identity identity = new Identity(
                Kind.SPREAD, spread.topologyKey(), selection.identity(), spread.maxSkew(), filter.identity());
        return new Plan(
                identity,
                Kind.SPREAD,
                spread.topologyKey(),
                selection,
                new SpreadGroup.Rule(spread.maxSkew(), minDomains, filter));
    }

    private Plan near(Kind kind, PodShape shape, PodTerm term) {
        return near(kind, shape.key.namespace(), shape.key.labels(), term);
    }

    private Plan near(Kind kind, String namespace, Labels labels, PodTerm term) {
        LabelSelector selector =
                PodSelection.with(term.labelSelector(), term.matchLabelKeys(), LabelSelector.Operator.IN, labels);
        selector = PodSelection.with(selector, term.mismatchLabelKeys(), LabelSelector.Operator.NOT_IN, labels);
        PodSelection selection = new PodSelection(world.facts().namespaces(namespace, term), selector);
        Identity identity = new Identity(kind, term.topologyKey(), selection.identity(), Integer.MAX_VALUE, null);
        return new Plan(identity, kind, term.topologyKey(), selection, null);
    }

    /** The group of pods that keep others away by {@code term}. */
    Plan inverse(String namespace, Labels labels, PodTerm term) {
        return near(Kind.ANTI_AFFINITY, namespace, labels, term);
    }

    /** Calls {@code group} for each anti-affinity term of bound pods that are not moved, and counts these pods. */
    void repelling(BiFunction<Plan, PodSpec, TopologyGroup> group) {
        for (Pod pod : world.facts().cluster.repellingPods()) {
            StateNode state = world.facts().nodeOf(pod);
            if (state == null || world.movedPods().contains(pod.key())) {
                continue;
            }
            for (PodTerm term : pod.spec().affinity().requiredAntiPods()) {
                TopologyGroup inverse =
                        group.apply(inverse(pod.meta().namespace(), pod.meta().labels(), term), pod.spec());
                recordDomain(inverse, state, false);
            }
        }
    }

    /**
     * A group that knows the domains of its key that the pools offer, without pods. A spread counts domains behind taints
     * unless it says otherwise; affinities never do.
     */
    TopologyGroup empty(Plan plan, PodSpec owner) {
        TopologyGroup group = make(plan);
        boolean honorTaints = plan.rule() == null || plan.rule().filter().honorTaints();
        if (!group.byHost) {
            world.universe().forEach(plan.key(), owner, honorTaints, group.domains::register);
        }
        return group;
    }

    private TopologyGroup make(Plan plan) {
        SpreadGroup.Rule rule = plan.rule();
        if (rule != null) {
            return new SpreadGroup(plan.key(), plan.selection(), hosts, rule);
        }
        return plan.kind() == Kind.AFFINITY
                ? new AffinityGroup(plan.key(), plan.selection(), hosts)
                : new AntiAffinityGroup(plan.key(), plan.selection(), hosts);
    }

    /** A group with the domains of pools and nodes, and the pods of the cluster that are not moved. */
    TopologyGroup counted(Plan plan, PodShape shape) {
        TopologyGroup group = empty(plan, shape.spec());
        if (!group.byHost) {
            world.nodes().forEach(node -> registerDomain(group, node));
        }
        for (Pod pod : world.facts().running(plan.selection().counted())) {
            StateNode state = world.facts().nodeOf(pod);
            if (state != null && !world.movedPods().contains(pod.key())) {
                recordDomain(group, state, true);
            }
        }
        return group;
    }

    private void registerDomain(TopologyGroup group, StateNode state) {
        String domain = state.labels().get(group.key);
        if (state.node() != null && domain != null && counts(group, state)) {
            group.domains.register(domain);
        }
    }

    /** @param forOwners whether the group limits its owners (then nodes may be left out), or is an inverted one */
    private void recordDomain(TopologyGroup group, StateNode state, boolean forOwners) {
        Node node = state.node();
        if (node == null || (forOwners && !counts(group, state))) {
            return;
        }
        String domain = node.meta().labels().get(group.key);
        if (domain == null && group.byHost && forOwners) {
            domain = node.name();
        }
        if (domain != null && group.byHost) {
            group.hosts.record(hosts.number(domain));
        } else if (domain != null) {
            group.domains.record(domain);
        }
    }

    private boolean counts(TopologyGroup group, StateNode state) {
        return group.counts(nodes.observed(state), nodes.constraints());
    }
}
