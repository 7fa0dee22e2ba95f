package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.packing.Packer;
import dev.nodecast.scheduler.packing.Packing;
import dev.nodecast.scheduler.provisioning.PodQueue.Waiting;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Packs the pods of a problem at the least cost. The greedy solver goes first: what it finds is never worsened, and says
 * which preferences a pod keeps. Then its claims are taken apart and packed anew, and the packing is carried out by the
 * rules of a round, which know every constraint. The bound is that of a model without the rules between pods on several
 * nodes, so that it holds for every answer.
 */
@LookupOnly("left and leftBefore: asked for one pod at a time")
final class PackingRound {

    /** Where there are more classes, a bound does without what pods demand of each other, and has fewer. */
    private static final int MOST_APART = 80;

    private final PackingOptions options;
    private final Supplier<Assembly> assembly;
    private final Assembly.Supply supply;
    private final GreedyPlan plan;
    private final Solution greedy;
    private final List<Waiting> unplaced;
    private final Assembly.Start model;

    /** @param assembly makes a new one of the same problem each time */
    PackingRound(PackingOptions options, Supplier<Assembly> assembly, Assembly.Supply supply) {
        this.options = options;
        this.assembly = assembly;
        this.supply = supply;
        Assembly first = assembly.get();
        Assembly.Start start = first.start(supply);
        start.round().place(start.queue());
        this.greedy = first.solution(start);
        this.unplaced = start.queue().left();
        this.model = assembly.get().start(supply);
        GreedyPlan free = new GreedyPlan(start.round(), model, options, false);
        boolean manyKinds =
                PackingModel.kinds(model, options, free.relaxed(pod -> true, unplaced, true)) > PackingModel.MOST_KINDS;
        this.plan = manyKinds ? new GreedyPlan(start.round(), model, options, true) : free;
    }

    /** A packing, and what it was made from. */
    private record Try(Solution best, PackingModel model, Packing packing) {}

    /** The best packing that is found with all of the effort; what it is proved to be is not asked. */
    Solution solution() {
        return packsNothing() ? greedy : packed(options.effort()).best;
    }

    /** The best packing that is found with the effort, and how good it is proved to be. */
    Packed pack() {
        if (packsNothing()) {
            return new Packed(greedy, null);
        }
        Try found = packed(effort());
        return new Packed(found.best, report(found.best, proof(found)));
    }

    private boolean packsNothing() {
        return supply.templates().stream().noneMatch(options::packs);
    }

    private Try packed(Effort effort) {
        PackingCaps caps = new PackingCaps(model, plan, claims(), pods());
        PackingModel packed = PackingModel.of(
                new PackingModel.Basis(model, options, caps, plan.taken(plan::stays), !plan.keepsNodes()),
                plan.classes(unplaced),
                PackingModel.Between.ALL);
        Packing packing = Packer.pack(packed.instance, packed.known(plan), effort);
        Assembly last = assembly.get();
        Solution anew = last.solution(new Replay(last.start(supply), plan, packed, caps).run(packing));
        return new Try(better(narrowed(anew), narrowed(greedy)), packed, packing);
    }

    /** The packing whose bound holds for a solution: the one it was made from, or that of a model with fewer rules. */
    private Packing proof(Try found) {
        Packing packing = found.packing;
        IdentityHashMap<Pod, Boolean> left = new IdentityHashMap<>();
        found.best.unplaced().forEach(u -> left.put(u.pod(), true));
        Predicate<Pod> placed = pod -> !left.containsKey(pod);
        List<Waiting> more = unplaced.stream().filter(w -> placed.test(w.pod)).toList();
        List<PodClass> apart = plan.relaxed(placed, more, true);
        boolean many = apart.size() > MOST_APART;
        PackingCaps caps = new PackingCaps(model, plan, claims(), pods());
        PackingModel relaxed = PackingModel.of(
                new PackingModel.Basis(model, options, caps, plan.taken(kept -> !plan.counts(kept)), true),
                many ? plan.relaxed(placed, more, false) : apart,
                many ? PackingModel.Between.NOTHING : PackingModel.Between.ANY_ORDER);
        if (!many && plan.free() && left.isEmpty() && found.model.sameRules(relaxed)) {
            return packing;
        }
        Packing other = Packer.pack(relaxed.instance, List.of(), effort());
        return new Packing(
                other.bins(), other.cost(), other.bound(), packing.done().plus(other.done()));
    }

    /** Half of it where a bound needs a model of its own. */
    private Effort effort() {
        return plan.free() && unplaced.isEmpty()
                ? options.effort()
                : new Effort((options.effort().steps() + 1) / 2);
    }

    private PackingReport report(Solution best, Packing proof) {
        long cost = cost(best, true);
        return new PackingReport(
                cost, Math.min(cost, proof.bound()), cost(greedy, true), nodes(best), nodes(greedy), proof.done());
    }

    private int nodes(Solution solution) {
        return (int) solution.claims().stream().filter(this::packs).count();
    }

    private List<InFlightClaim> claims() {
        Map<InFlightClaim, Boolean> claims = new LinkedHashMap<>();
        plan.trace().forEach(placed -> {
            if (placed.claim() != null) {
                claims.put(placed.claim(), true);
            }
        });
        return List.copyOf(claims.keySet());
    }

    private long pods() {
        return (long) plan.trace().size() + unplaced.size();
    }

    private Solution narrowed(Solution solution) {
        List<PlannedClaim> claims = solution.claims().stream()
                .map(claim -> packs(claim) ? PricedLaunch.narrowed(claim) : claim)
                .toList();
        return new Solution(claims, solution.placements(), solution.unplaced());
    }

    private boolean packs(PlannedClaim claim) {
        return supply.templates().stream()
                .anyMatch(template -> options.packs(template)
                        && template.pool().name().equals(claim.nodePool().name()));
    }

    /** The new one, if it places all that the greedy one does and costs no more for it, or places more. */
    private Solution better(Solution anew, Solution before) {
        IdentityHashMap<Pod, Boolean> leftBefore = new IdentityHashMap<>();
        before.unplaced().forEach(u -> leftBefore.put(u.pod(), true));
        boolean all = anew.unplaced().stream().allMatch(u -> leftBefore.containsKey(u.pod()));
        boolean more = anew.unplaced().size() < before.unplaced().size();
        return all && (more || cost(anew, false) <= cost(before, false)) ? anew : before;
    }

    private long cost(Solution solution, boolean packedOnly) {
        return solution.claims().stream()
                .filter(claim -> !packedOnly || packs(claim))
                .mapToLong(claim -> PricedLaunch.price(claim) + options.nodeCostMicroUsdPerHour())
                .sum();
    }
}
