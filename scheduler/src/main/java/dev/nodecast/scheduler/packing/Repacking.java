package dev.nodecast.scheduler.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes some bins of a draft apart at a time, those that are least worth their cost first, and packs them again. */
final class Repacking {

    private static final int[] SIZES = {4, 8, 14};
    private static final double SHARE = 0.05;

    private final Instance instance;
    private final Prices prices;
    private final long grid;

    Repacking(Instance instance, Prices prices, long grid) {
        this.instance = instance;
        this.prices = prices;
        this.grid = grid;
    }

    /** @param bound a value at which no more can be won */
    Draft improve(Draft draft, long bound, Work work) {
        Draft best = draft;
        boolean better = true;
        while (better && best.value > bound && !work.exhausted()) {
            Draft before = best;
            for (int size : SIZES) {
                best = pass(best, size, work);
            }
            better = best.value < before.value;
        }
        return best;
    }

    private Draft pass(Draft draft, int size, Work work) {
        Draft best = draft;
        for (int from = 0; from < best.bins.size() && !work.exhausted(); from += Math.max(1, size / 2)) {
            List<Pattern> sorted = new ArrayList<>(best.bins);
            sorted.sort(Comparator.comparingLong(this::waste).reversed());
            int to = Math.min(sorted.size(), from + size);
            List<Pattern> kept = new ArrayList<>(sorted.subList(0, from));
            kept.addAll(sorted.subList(to, sorted.size()));
            work.spend(kept.size());
            Work part = work.part(SHARE);
            best = again(best, kept, sorted.subList(from, to), part);
            work.settle(part);
        }
        return best;
    }

    private long waste(Pattern pattern) {
        return prices.threshold(instance, pattern.bin()) - prices.of(pattern.counts());
    }

    /** The better of a draft and one that packs what the bins taken apart held, and what no bin holds, again. */
    private Draft again(Draft draft, List<Pattern> kept, List<Pattern> apart, Work work) {
        Remainder rest = Remainder.all(instance);
        kept.forEach(rest::take);
        Instance part = instance.rest(rest);
        ColumnGeneration columns = new ColumnGeneration(part, Remainder.all(part), apart);
        columns.thoroughly(work.part(0.3));
        Draft before = Draft.of(part, apart);
        List<Pattern> patterns = new ArrayList<>(columns.master().patterns());
        Draft dived = Draft.of(part, new Diving(part, patterns, columns.prices()).dive(work));
        Draft better = dived.value < before.value ? dived : before;
        Draft closed =
                new Closing(part, columns.prices(), grid).close(better, work).draft();
        return closed.value < before.value ? draft.with(kept, closed, before.value) : draft;
    }
}
