package dev.nodecast.scheduler.packing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds for each type of bin the set of items that is worth most at given prices. */
final class Pricing {

    /** So many steps at most for one bin; what is not seen then is bounded. */
    private static final long STEPS = 20_000;

    private final Instance instance;
    private final int[] demand;
    private final List<List<Integer>> rulesOf;
    private final double[] @Nullable [] multipliers;

    /** @param demand how many of each item there are to pack: no pattern holds more */
    Pricing(Instance instance, int[] demand) {
        this.instance = instance;
        this.demand = demand;
        this.rulesOf = Filling.rulesOf(instance);
        this.multipliers = new double[instance.bins().size()][];
    }

    /**
     * @param patterns that are worth more than their bins cost, at most one per bin, the most profitable first
     * @param worth the most that any set in each bin is worth, or what the bin costs where it is not more
     */
    record Answer(List<Pattern> patterns, long[] worth) {}

    private record Profitable(Pattern pattern, long profit) {}

    Answer best(Prices prices, Work work) {
        long[] worth = new long[instance.bins().size()];
        List<Profitable> found = new ArrayList<>();
        for (int bin = 0; bin < worth.length; bin++) {
            long threshold = prices.threshold(instance, bin);
            worth[bin] = known(bin, prices, threshold, work) ? threshold : search(bin, prices, found, work);
        }
        found.sort((a, b) -> Long.compare(b.profit, a.profit));
        return new Answer(found.stream().map(Profitable::pattern).toList(), worth);
    }

    /** Whether the multipliers of an earlier search prove that nothing is worth more than the bin costs. */
    private boolean known(int bin, Prices prices, long threshold, Work work) {
        double[] before = multipliers[bin];
        if (before == null) {
            return false;
        }
        work.spend(1 + instance.items().size() / 16);
        Bin type = instance.bins().get(bin);
        double sum = 0;
        for (int r = 0; r < before.length; r++) {
            sum += before[r] * type.room()[r];
        }
        for (int i = type.admits().nextSetBit(0); i >= 0; i = type.admits().nextSetBit(i + 1)) {
            sum += above(before, i, prices) * Math.min(demand[i], fitting(type, i));
        }
        return sum * (1 + 1e-10) + 1 <= threshold;
    }

    private double above(double[] multiplier, int item, Prices prices) {
        long[] size = instance.items().get(item).size();
        double shadow = 0;
        for (int r = 0; r < size.length; r++) {
            shadow += multiplier[r] * size[r];
        }
        return Math.max(0, prices.item()[item] - shadow);
    }

    private long fitting(Bin type, int item) {
        long[] size = instance.items().get(item).size();
        long most = demand[item];
        for (int r = 0; r < size.length; r++) {
            if (size[r] > 0) {
                most = Math.min(most, type.room()[r] / size[r]);
            }
        }
        return most;
    }

    private long search(int bin, Prices prices, List<Profitable> found, Work work) {
        long threshold = prices.threshold(instance, bin);
        Filling filling = new Filling(instance, bin, demand, rulesOf);
        BinSearch search = BinSearch.of(filling, prices, instance, work);
        multipliers[bin] = search.multipliers();
        if (search.ceiling() <= threshold) {
            return threshold;
        }
        Best best = new Best();
        Work own = new Work(STEPS);
        search.search(threshold, best, own);
        work.settle(own);
        int[] counts = best.counts;
        if (counts != null) {
            found.add(new Profitable(new Pattern(bin, counts), best.worth - threshold));
        }
        return search.cutShort() ? search.ceiling() : Math.max(threshold, best.worth);
    }

    private static final class Best implements BinSearch.Found {
        private int @Nullable [] counts;
        private long worth;

        @Override
        public long found(int[] set, long value) {
            counts = set;
            worth = value;
            return value;
        }
    }
}
