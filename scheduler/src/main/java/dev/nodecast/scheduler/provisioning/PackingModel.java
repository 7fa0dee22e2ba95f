package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.packing.Admission;
import dev.nodecast.scheduler.packing.Instance;
import dev.nodecast.scheduler.packing.Item;
import dev.nodecast.scheduler.packing.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** A problem of placing pods as one of packing items into bins, and what its items and bins stand for. */
@LookupOnly("classOf: asked for one pod at a time")
final class PackingModel {

    /** So many kinds of nodes that stand are told apart; where there are more, they are one bin or none. */
    static final int MOST_KINDS = 64;

    final List<PodClass> classes;
    final List<PackingBins.Source> sources;
    final Instance instance;

    private PackingModel(List<PodClass> classes, List<PackingBins.Source> sources, Instance instance) {
        this.classes = classes;
        this.sources = sources;
        this.instance = instance;
    }

    /**
     * What a model is made from.
     *
     * @param start a round in which nothing is placed
     * @param taken by position, what pods that stay ask of nodes that stand
     * @param nodes whether nodes that stand may be packed into
     */
    record Basis(
            Assembly.Start start,
            PackingOptions options,
            PackingCaps caps,
            Map<Integer, long[]> taken,
            boolean nodes) {}

    /** How much a model knows of what pods demand of each other. */
    enum Between {
        /** Everything that a node has to honour. */
        ALL,
        /** What holds in whatever order pods come to a node, so that a bound holds for every answer. */
        ANY_ORDER,
        /** Nothing: a bound still, for classes that are not told apart by it. */
        NOTHING
    }

    static PackingModel of(Basis basis, List<PodClass> classes, Between between) {
        boolean relaxed = between != Between.ALL;
        int[] resources = resources(classes);
        PackingBins bins = new PackingBins(basis.start, basis.options, classes, resources, basis.caps);
        List<PackingBins.Entry> entries = new ArrayList<>();
        if (basis.nodes) {
            List<PackingBins.Entry> standing = bins.standing(basis.taken, between);
            entries.addAll(
                    standing.size() > MOST_KINDS ? List.of(PackingBins.together(standing, basis.caps)) : standing);
        }
        boolean limited = !entries.isEmpty() || basis.caps.left().length > 0;
        boolean minValues = !relaxed && PackingAdmission.needed(basis.start);
        entries.addAll(undominated(bins.fresh(), !minValues));
        List<PackingBins.Source> sources =
                entries.stream().map(PackingBins.Entry::source).toList();
        Instance instance = new Instance(
                items(classes, resources, entries, limited),
                entries.stream().map(PackingBins.Entry::bin).toList(),
                basis.caps.left(),
                between == Between.NOTHING ? List.of() : new PackingCompany(basis.start, classes, relaxed).rules(),
                minValues ? new PackingAdmission(basis.start, classes, sources) : Admission.ALWAYS);
        return new PackingModel(classes, sources, instance);
    }

    /** How many kinds of nodes that stand the classes tell apart. */
    static int kinds(Assembly.Start start, PackingOptions options, List<PodClass> classes) {
        PackingCaps none = PackingCaps.NONE;
        return new PackingBins(start, options, classes, resources(classes), none)
                .standing(Map.of(), Between.ALL)
                .size();
    }

    /** Whether two models of the same pods have the same rules. */
    boolean sameRules(PackingModel other) {
        return instance.admission().always()
                && other.instance.admission().always()
                && instance.company().equals(other.instance.company());
    }

    /** The greedy solver's nodes as patterns, as far as they are packed anew. */
    List<Pattern> known(GreedyPlan plan) {
        IdentityHashMap<Pod, Integer> classOf = new IdentityHashMap<>();
        for (int c = 0; c < classes.size(); c++) {
            for (PodClass.Member member : classes.get(c).members) {
                classOf.put(member.pod(), c);
            }
        }
        Map<Object, int[]> counts = new LinkedHashMap<>();
        for (Round.Placed placed : plan.trace()) {
            Integer c = classOf.get(placed.pod());
            InFlightClaim claim = placed.claim();
            if (c != null) {
                Object place = claim == null ? Objects.requireNonNull(placed.node()).state : claim;
                counts.computeIfAbsent(place, _ -> new int[classes.size()])[c]++;
            }
        }
        return counts.values().stream()
                .map(instance::cheapest)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static int[] resources(List<PodClass> classes) {
        TreeSet<Integer> asked = new TreeSet<>();
        for (PodClass c : classes) {
            for (int r = 0; r < c.shape().requests.length; r++) {
                if (c.shape().requests[r] > 0) {
                    asked.add(r);
                }
            }
        }
        return asked.stream().mapToInt(r -> r).toArray();
    }

    private static List<Item> items(
            List<PodClass> classes, int[] resources, List<PackingBins.Entry> entries, boolean limited) {
        long dearest = Math.max(
                1, entries.stream().mapToLong(e -> e.bin().cost()).max().orElse(1));
        long pods = classes.stream().mapToLong(c -> c.members.size()).sum();
        long most = 1_000_000_000_000_000L / Math.max(1, pods) / dearest;
        long forgone = dearest * Math.max(4, limited ? Math.min(2 * (pods + 1), most) : 4);
        return classes.stream()
                .map(c -> new Item(
                        Arrays.stream(resources)
                                .mapToLong(r -> ResourceIndex.at(c.shape().requests, r))
                                .toArray(),
                        c.members.size(),
                        c.key.needed() ? 2 * forgone : forgone))
                .toList();
    }

    private static List<PackingBins.Entry> undominated(List<PackingBins.Entry> entries, boolean acrossPools) {
        List<PackingBins.Entry> kept = new ArrayList<>();
        for (PackingBins.Entry entry : entries) {
            if (kept.stream()
                    .noneMatch(other -> (acrossPools || samePool(entry, other))
                            && entry.bin().dominatedBy(other.bin()))) {
                kept.add(entry);
            }
        }
        return kept;
    }

    private static boolean samePool(PackingBins.Entry a, PackingBins.Entry b) {
        return a.source() instanceof PackingBins.NewNode one
                && b.source() instanceof PackingBins.NewNode other
                && one.template() == other.template();
    }
}
