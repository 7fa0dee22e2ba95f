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
            List<Pattern> apart = sorted.subList(from, to);
            List<Pattern> kept = new ArrayList<>(sorted.subList(0, from));
            kept.addAll(sorted.subList(to, sorted.size()));
            Work part = work.part(SHARE);
            kept.addAll(again(kept, apart, part));
            work.settle(part);
            Draft next = Draft.of(instance, kept);
            best = next.value < best.value ? next : best;
        }
        return best;
    }

    private long waste(Pattern pattern) {
        return prices.threshold(instance, pattern.bin()) - prices.of(pattern.counts());
    }

    /** The best that is found for what the bins taken apart held, and for what no bin holds. */
    private List<Pattern> again(List<Pattern> kept, List<Pattern> apart, Work work) {
        Remainder rest = Remainder.all(instance);
        kept.forEach(rest::take);
        Instance part = instance.rest(rest);
        List<Pattern> known = new ArrayList<>(apart);
        ColumnGeneration columns = new ColumnGeneration(part, Remainder.all(part), known);
        columns.run(40, work);
        Draft before = Draft.of(part, apart);
        Draft dived =
                Draft.of(part, new Diving(part, new ArrayList<>(columns.master().patterns())).dive(work));
        Draft better = dived.value < before.value ? dived : before;
        return new Closing(part, columns.prices(), grid).close(better, work).draft().bins;
    }
}
