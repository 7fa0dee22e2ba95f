package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Affinity.PodTerm;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.provisioning.Demand.Bound;
import dev.nodecast.scheduler.provisioning.PodShape.NodeWish;
import dev.nodecast.scheduler.provisioning.TopologyGroup.Question;
import dev.nodecast.scheduler.requirements.Requirement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spreads, affinities and anti-affinities of one round: where pods may go, and where they went. */
@LookupOnly("known and knownInverse: asked for one group at a time; groups and inverse have the order")
final class Topology {

    private final Constraints constraints;
    private final TopologyGroups factory;
    private final Map<Object, TopologyGroup> known = new HashMap<>();
    private final List<TopologyGroup> groups = new ArrayList<>();
    private final Map<Object, TopologyGroup> knownInverse = new HashMap<>();
    private final List<TopologyGroup> inverse = new ArrayList<>();
    private @Nullable TopologyGroup inTheWay;

    Topology(Constraints constraints, TopologyGroups factory) {
        this.constraints = constraints;
        this.factory = factory;
        factory.repelling(this::inverseGroup);
    }

    /** Makes the groups that a demand's pods belong to, the first time that it is met. */
    void track(Demand demand) {
        if (demand.tracked) {
            return;
        }
        demand.tracked = true;
        PodShape shape = demand.shape;
        for (PodTerm term : shape.spec().affinity().requiredAntiPods()) {
            TopologyGroups.Plan plan = factory.inverse(shape.key.namespace(), shape.key.labels(), term);
            demand.ownInverse.add(inverseGroup(plan, shape.spec()));
        }
        for (TopologyGroups.Plan plan : factory.plans(shape)) {
            TopologyGroup group = known.get(plan.identity());
            if (group == null) {
                group = factory.counted(plan, shape);
                known.put(plan.identity(), group);
                groups.add(group);
            }
            Bound bound = new Bound(group, group.selection.selects(shape));
            demand.bind(bound);
        }
    }

    private TopologyGroup inverseGroup(TopologyGroups.Plan plan, PodSpec owner) {
        TopologyGroup group = knownInverse.get(plan.identity());
        if (group == null) {
            group = factory.empty(plan, owner);
            knownInverse.put(plan.identity(), group);
            inverse.add(group);
        }
        return group;
    }

    /** The group that made the last {@link #narrow} fail, null where requirements did. */
    @Nullable
    TopologyGroup inTheWay() {
        return inTheWay;
    }

    /**
     * The site's constraint, narrowed to where a pod may go; null where it may not go at all.
     *
     * @param undefinedAllowed whether labels may be settled that are not described yet
     */
    @Nullable
    Constraint narrow(Demand demand, Site site, boolean undefinedAllowed) {
        catchUp(demand);
        inTheWay = null;
        Constraint narrowed = site.constraint();
        for (int i = 0; i < demand.bounds.size(); i++) {
            Bound bound = demand.bounds.get(i);
            narrowed = narrow(bound.group(), bound.selfSelecting(), demand, site, narrowed);
            if (narrowed == null) {
                return null;
            }
        }
        for (int i = 0; i < demand.repelledBy.size(); i++) {
            narrowed = narrow(demand.repelledBy.get(i), true, demand, site, narrowed);
            if (narrowed == null) {
                return null;
            }
        }
        if (narrowed == site.constraint()) {
            return narrowed;
        }
        return constraints.compatible(site.constraint(), narrowed, undefinedAllowed) ? narrowed : null;
    }

    private @Nullable Constraint narrow(
            TopologyGroup group, boolean selfSelecting, Demand demand, Site site, Constraint soFar) {
        NodeWish strict = demand.shape.strict;
        if (group.byHost) {
            Question question = new Question(selfSelecting, strict.hostname(), null);
            boolean admitted = group.admitsHost(question, site.hostname(), site.host());
            inTheWay = admitted ? null : group;
            return admitted ? soFar : null;
        }
        Requirement podDomains = strict.constraint().get(group.key);
        Requirement nodeDomains = site.constraint().get(group.key);
        Requirement domains = group.next(new Question(selfSelecting, podDomains, nodeDomains));
        if (domains == null) {
            inTheWay = group;
            return null;
        }
        return nodeDomains != null && domains.equals(nodeDomains) && soFar == site.constraint()
                ? soFar
                : constraints.and(soFar, domains);
    }

    /** The groups that count a demand's pods; the demand then knows those that keep its pods away, too. */
    List<TopologyGroup> counting(Demand demand) {
        catchUp(demand);
        return demand.countedIn;
    }

    /** Counts a pod that went to a site. */
    void record(Demand demand, Site site) {
        catchUp(demand);
        for (int i = 0; i < demand.countedIn.size(); i++) {
            TopologyGroup group = demand.countedIn.get(i);
            if (group.counts(site, constraints)) {
                group.record(site);
            }
        }
        for (int i = 0; i < demand.ownInverse.size(); i++) {
            demand.ownInverse.get(i).record(site);
        }
    }

    /** Finds out which of the groups made since the last time select the demand's pods. */
    private static void catchUp(Demand demand, List<TopologyGroup> all, int from, List<TopologyGroup> selecting) {
        for (int i = from; i < all.size(); i++) {
            if (all.get(i).selection.selects(demand.shape)) {
                selecting.add(all.get(i));
            }
        }
    }

    private void catchUp(Demand demand) {
        if (demand.groupsSeen < groups.size()) {
            catchUp(demand, groups, demand.groupsSeen, demand.countedIn);
            demand.groupsSeen = groups.size();
        }
        if (demand.inverseSeen < inverse.size()) {
            catchUp(demand, inverse, demand.inverseSeen, demand.repelledBy);
            demand.inverseSeen = inverse.size();
        }
    }
}
