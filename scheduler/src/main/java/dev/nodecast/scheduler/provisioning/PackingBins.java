package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.packing.Bin;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bins that classes of pods can be packed into: nodes that stand, and types of pools as they are offered. */
final class PackingBins {

    /** What a bin is. */
    sealed interface Source permits NewNode, Standing {}

    /** A node yet to be made. */
    record NewNode(PoolTemplate template, int type, Offering offering) implements Source {

        InstanceType instanceType() {
            return template.catalogue().types.get(type);
        }
    }

    /** Nodes that stand and are all the same to the classes, by their position in the order of offering. */
    record Standing(List<Integer> nodes) implements Source {}

    record Entry(Bin bin, Source source) {}

    private final Assembly.Start model;
    private final PackingOptions options;
    private final List<PodClass> classes;
    private final int[] resources;
    private final PackingCaps caps;

    /** @param resources the numbers of the resources that the classes ask for */
    PackingBins(
            Assembly.Start model, PackingOptions options, List<PodClass> classes, int[] resources, PackingCaps caps) {
        this.model = model;
        this.options = options;
        this.classes = classes;
        this.resources = resources;
        this.caps = caps;
    }

    /** New nodes of the pools that are packed, the cheapest first. */
    List<Entry> fresh() {
        List<Entry> all = new ArrayList<>();
        for (PoolTemplate template : model.supply().templates()) {
            PoolLimits limits = model.supply().limits().get(template.pool().name());
            if (options.packs(template) && limits != null && !limits.nodesExhausted()) {
                add(template, limits.within(template), all);
            }
        }
        all.sort(Comparator.comparingLong((Entry e) -> e.bin().cost()).thenComparing(e -> name(e.source())));
        return all;
    }

    private static String name(Source source) {
        return source instanceof NewNode node
                ? String.join(
                        "/",
                        node.instanceType().name(),
                        node.template.pool().name(),
                        node.offering.zone(),
                        node.offering.capacityType())
                : "";
    }

    private void add(PoolTemplate template, TypeSet within, List<Entry> all) {
        List<@Nullable Constraint> constraints = new ArrayList<>();
        List<@Nullable TypeSet> types = new ArrayList<>();
        for (PodClass c : classes) {
            Constraint constraint = constraint(template, c);
            constraints.add(constraint);
            types.add(
                    constraint == null
                            ? null
                            : template.catalogue().launchable(constraint).and(within));
        }
        for (int i = within.next(0); i >= 0; i = within.next(i + 1)) {
            long[] room = room(template, i);
            if (room != null) {
                Map<BitSet, Entry> cheapest = new LinkedHashMap<>();
                for (Offering offering : template.catalogue().types.get(i).offerings()) {
                    BitSet admitted = admitted(template, new NewNode(template, i, offering), constraints, types);
                    Bin bin = new Bin(room, price(offering), admitted, Bin.UNLIMITED, caps.uses(template, i));
                    if (!admitted.isEmpty()) {
                        cheapest.merge(
                                admitted, new Entry(bin, new NewNode(template, i, offering)), PackingBins::cheaper);
                    }
                }
                all.addAll(cheapest.values());
            }
        }
    }

    private static Entry cheaper(Entry a, Entry b) {
        boolean less = b.bin().cost() < a.bin().cost()
                || (b.bin().cost() == a.bin().cost() && name(b.source()).compareTo(name(a.source())) < 0);
        return less ? b : a;
    }

    private long price(Offering offering) {
        return offering.priceMicroUsdPerHour() + options.nodeCostMicroUsdPerHour();
    }

    /** What a node of the pool has to be for the class; null where it cannot be that. */
    @Nullable
    Constraint constraint(PoolTemplate template, PodClass c) {
        PodShape shape = c.shape();
        Compiler compiler = model.rules().compiler();
        if (template.pool().weight() < c.key.leastWeight() || !shape.tolerates(template.taints(), compiler.taints())) {
            return null;
        }
        Constraint wished = compiler.constraints().meet(template.constraint(), shape.wish.constraint(), true);
        return wished == null ? null : compiler.constraints().meet(wished, c.key.pin(), true);
    }

    private BitSet admitted(
            PoolTemplate template,
            NewNode node,
            List<@Nullable Constraint> constraints,
            List<@Nullable TypeSet> types) {
        BitSet admitted = new BitSet(classes.size());
        DaemonGroup daemons = template.daemonGroups().get(template.groupOf(node.type));
        for (int c = 0; c < classes.size(); c++) {
            Constraint constraint = constraints.get(c);
            TypeSet allowed = types.get(c);
            PodShape shape = classes.get(c).shape();
            if (constraint != null
                    && allowed != null
                    && allowed.has(node.type)
                    && node.offering.available()
                    && CompiledCatalogue.allows(constraint.requirements, node.offering)
                    && !HostPorts.conflict(shape.ports, daemons.ports())
                    && ResourceIndex.fits(
                            ResourceIndex.sum(shape.requests, daemons.overhead()),
                            template.catalogue().allocatable[node.type])) {
                admitted.set(c);
            }
        }
        return admitted;
    }

    /** What pods have of a type after daemonsets, null where these alone are too large. */
    private long @Nullable [] room(PoolTemplate template, int type) {
        long[] daemons = template.daemonGroups().get(template.groupOf(type)).overhead();
        long[] allocatable = template.catalogue().allocatable[type];
        return ResourceIndex.fits(daemons, allocatable) ? room(allocatable, daemons) : null;
    }

    private long[] room(long[] has, long[] taken) {
        long[] room = new long[resources.length];
        for (int r = 0; r < room.length; r++) {
            room[r] = ResourceIndex.at(has, resources[r]) - ResourceIndex.at(taken, resources[r]);
        }
        return room;
    }

    /**
     * Nodes that stand.
     *
     * @param taken by position, what pods that stay ask of a node
     */
    List<Entry> standing(Map<Integer, long[]> taken, PackingModel.Between between) {
        record Kind(List<Long> room, BitSet admitted) {}
        Map<Kind, List<Integer>> kinds = new LinkedHashMap<>();
        List<OpenNode> nodes = model.supply().nodes();
        for (int n = 0; n < nodes.size(); n++) {
            long[] room = room(nodes.get(n).remaining(), taken.getOrDefault(n, new long[0]));
            BitSet admitted = between == PackingModel.Between.NOTHING ? all() : admitted(nodes.get(n));
            if (!admitted.isEmpty() && !ResourceIndex.anyNegative(room)) {
                List<Long> amounts = java.util.Arrays.stream(room).boxed().toList();
                kinds.computeIfAbsent(new Kind(amounts, admitted), _ -> new ArrayList<>())
                        .add(n);
            }
        }
        List<Entry> all = new ArrayList<>();
        kinds.forEach((kind, members) -> all.add(new Entry(
                new Bin(
                        kind.room.stream().mapToLong(r -> r).toArray(),
                        0,
                        kind.admitted,
                        members.size(),
                        caps.nothing()),
                new Standing(members))));
        return all;
    }

    private BitSet all() {
        BitSet all = new BitSet(classes.size());
        all.set(0, classes.size());
        return all;
    }

    private BitSet admitted(OpenNode node) {
        BitSet admitted = new BitSet(classes.size());
        Constraints constraints = model.rules().compiler().constraints();
        for (int c = 0; c < classes.size(); c++) {
            PodClass podClass = classes.get(c);
            if (node.fit(podClass.demand, model.rules()) != null
                    && constraints.compatible(node.site().constraint(), podClass.key.pin(), false)) {
                admitted.set(c);
            }
        }
        return admitted;
    }

    /** All nodes that stand as one: what fits on them each for itself fits on it. */
    static Entry together(List<Entry> standing, PackingCaps caps) {
        long[] room = new long[standing.getFirst().bin().room().length];
        BitSet admitted = new BitSet();
        List<Integer> nodes = new ArrayList<>();
        for (Entry entry : standing) {
            for (int r = 0; r < room.length; r++) {
                room[r] += entry.bin().room()[r] * entry.bin().available();
            }
            admitted.or(entry.bin().admits());
            if (entry.source() instanceof Standing those) {
                nodes.addAll(those.nodes);
            }
        }
        return new Entry(new Bin(room, 0, admitted, 1, caps.nothing()), new Standing(nodes));
    }
}
