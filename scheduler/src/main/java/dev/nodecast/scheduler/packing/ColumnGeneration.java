package dev.nodecast.scheduler.packing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds the patterns to a master program that make it cheaper, until there are none or the work is used up. */
final class ColumnGeneration {

    /** So many patterns at most are added between two solutions of the program. */
    private static final int BATCH = 40;

    private static final int LOOKED_BACK = 6;
    private static final long QUICK_STEPS = 300;
    private static final long MOST_STEPS = 100_000;
    private static final double TRIFLE = 1e-4;

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
        pricing.plain().forEach(master::add);
    }

    /** Adds patterns that a short search finds, until it finds none or they win next to nothing; proves nothing. */
    void quickly(Work work) {
        master.solve(work);
        double before = Double.POSITIVE_INFINITY;
        boolean better = true;
        for (int round = 1; better && !work.exhausted(); round++) {
            better = add(pricing.some(master.prices(), BATCH, QUICK_STEPS, work));
            master.solve(work);
            rounds++;
            if (round % LOOKED_BACK == 0) {
                double now = master.value();
                better &= now < before * (1 - TRIFLE / 2);
                before = now;
            }
        }
    }

    /** Adds patterns until it is proved that there are no more, or that they hardly matter. */
    void thoroughly(Work work) {
        long steps = QUICK_STEPS;
        while (!work.exhausted()) {
            quickly(work);
            boolean better = round(steps, work);
            if (closed() || (!better && steps >= MOST_STEPS)) {
                return;
            }
            steps = better ? steps : steps * 8;
        }
    }

    private boolean round(long steps, Work work) {
        Prices proposed = master.prices();
        Pricing.Answer answer = pricing.best(proposed, steps, work);
        Prices feasible = proposed.feasible(instance, answer.worth());
        long proved = feasible.bound(instance, rest.demand);
        if (best == null || proved > bound) {
            best = feasible;
            bound = proved;
        }
        rounds++;
        List<Pattern> found = answer.patterns();
        return add(found.subList(0, Math.min(BATCH, found.size())));
    }

    private boolean add(List<Pattern> patterns) {
        boolean added = false;
        for (Pattern pattern : patterns) {
            added |= master.add(pattern);
        }
        return added;
    }

    /** Whether the bound is the value of the program, but for a trifle. */
    private boolean closed() {
        return bound >= master.value() * (1 - TRIFLE);
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
