package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.packing.Company;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which classes of pods may not share a node, or only so many of them. */
final class PackingCompany {

    private final Assembly.Start model;
    private final List<PodClass> classes;
    private final boolean relaxed;
    private final Map<Rule, BitSet> owners = new LinkedHashMap<>();

    private record Rule(BitSet members, int most) {}

    /** @param relaxed only what holds in whatever order the pods come to a node */
    PackingCompany(Assembly.Start model, List<PodClass> classes, boolean relaxed) {
        this.model = model;
        this.classes = classes;
        this.relaxed = relaxed;
    }

    List<Company> rules() {
        for (int c = 0; c < classes.size(); c++) {
            Demand demand = classes.get(c).demand;
            for (Demand.Bound bound : demand.bounds) {
                if (bound.group().byHost) {
                    limited(c, bound);
                }
            }
            incompatible(c);
        }
        List<Company> rules = new ArrayList<>();
        owners.forEach((rule, those) -> rules.add(new Company(those, rule.members, rule.most)));
        return rules;
    }

    private void add(int owner, BitSet members, int most) {
        owners.computeIfAbsent(new Rule(members, most), _ -> new BitSet()).set(owner);
    }

    private void limited(int owner, Demand.Bound bound) {
        BitSet members = new BitSet();
        for (int c = 0; c < classes.size(); c++) {
            if (bound.group().selection.selects(classes.get(c).shape())) {
                members.set(c);
            }
        }
        switch (bound.group()) {
            case SpreadGroup spread -> {
                if (relaxed) {
                    members.and(ownersOf(spread));
                }
                add(owner, members, spread.maxSkew());
            }
            case AntiAffinityGroup apart -> {
                if (!relaxed || required(classes.get(owner).demand, apart)) {
                    add(owner, members, bound.selfSelecting() ? 1 : 0);
                }
            }
            case AffinityGroup _ -> {}
        }
    }

    private BitSet ownersOf(TopologyGroup group) {
        BitSet owners = new BitSet();
        for (int c = 0; c < classes.size(); c++) {
            if (classes.get(c).demand.bounds.stream().anyMatch(bound -> bound.group() == group)) {
                owners.set(c);
            }
        }
        return owners;
    }

    private static boolean required(Demand demand, TopologyGroup group) {
        return demand.ownInverse.stream()
                .anyMatch(inverse -> inverse.byHost && inverse.selection.equals(group.selection));
    }

    /** Classes whose ports or wishes collide never share a node, nor do two pods that take the same port. */
    private void incompatible(int c) {
        BitSet others = new BitSet();
        for (int other = 0; other < classes.size(); other++) {
            if (other != c && collide(classes.get(c), classes.get(other))) {
                others.set(other);
            }
        }
        if (!others.isEmpty()) {
            add(c, others, 0);
        }
        if (!classes.get(c).shape().ports.isEmpty()) {
            BitSet self = new BitSet();
            self.set(c);
            add(c, self, 1);
        }
    }

    private boolean collide(PodClass a, PodClass b) {
        Constraint wish = a.key.wish();
        return HostPorts.conflict(a.shape().ports, b.shape().ports)
                || !wish.requirements.intersects(b.key.wish().requirements)
                || !wish.requirements.intersects(b.key.pin().requirements)
                || !a.key.pin().requirements.intersects(b.key.wish().requirements)
                || !a.key.pin().requirements.intersects(b.key.pin().requirements)
                || !onOneNode(a, b);
    }

    /** Whether a pool could make, or a node that stands is, what both ask for. */
    private boolean onOneNode(PodClass a, PodClass b) {
        Constraints constraints = model.rules().compiler().constraints();
        return !model.supply().nodes().isEmpty()
                || model.supply().templates().stream().anyMatch(template -> {
                    Constraint one = constraints.meet(template.constraint(), a.key.wish(), true);
                    return one != null && constraints.compatible(one, b.key.wish(), true);
                });
    }
}
