package dev.nodecast.scheduler.packing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds the patterns to a master program that make it cheaper, until there are none or the work is used up. */
final class ColumnGeneration {

    /** So many patterns at most are added between two solutions of the program. */
    private static final int BATCH = 40;

    private final Instance instance;
    private final Remainder rest;
    private final MasterProgram master;
    private final Pricing pricing;
    private @Nullable Prices best;
    private long bound = Long.MIN_VALUE;
    private int rounds;

    ColumnGeneration(Instance instance, Remainder rest, List<Pattern> known) {
        this.instance = instance;
        this.rest = rest;
        this.master = new MasterProgram(instance, rest);
        this.pricing = new Pricing(instance, rest.demand);
        known.forEach(master::add);
    }

    /** @param most rounds at most */
    void run(int most, Work work) {
        boolean better = true;
        for (int round = 0; better && round < most && !work.exhausted(); round++) {
            master.solve(work);
            better = round(work);
            rounds++;
        }
        master.solve(work);
    }

    private boolean round(Work work) {
        Prices proposed = master.prices();
        Pricing.Answer answer = pricing.best(proposed, work);
        Prices feasible = proposed.feasible(instance, answer.worth());
        long proved = feasible.bound(instance, rest.demand);
        if (best == null || proved > bound) {
            best = feasible;
            bound = proved;
        }
        boolean added = false;
        List<Pattern> found = answer.patterns();
        for (Pattern pattern : found.subList(0, Math.min(BATCH, found.size()))) {
            added |= master.add(pattern);
        }
        return added;
    }

    MasterProgram master() {
        return master;
    }

    /** Prices that prove the best bound so far for all that is to be packed. */
    Prices prices() {
        return best == null ? none() : best;
    }

    private Prices none() {
        int bins = instance.bins().size();
        return new Prices(new long[rest.demand.length], new long[bins], new long[rest.caps.length]);
    }

    int rounds() {
        return rounds;
    }
}
