package dev.nodecast.scheduler.packing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds for each type of bin the set of items that is worth most at given prices. */
final class Pricing {

    private final Instance instance;
    private final int[] demand;
    private final CompanyTable company;
    private final double[] @Nullable [] multipliers;
    private int next;

    /** @param demand how many of each item there are to pack: no pattern holds more */
    Pricing(Instance instance, int[] demand) {
        this.instance = instance;
        this.demand = demand;
        this.company = new CompanyTable(instance);
        this.multipliers = new double[instance.bins().size()][];
    }

    /**
     * @param patterns that are worth more than their bins cost, at most one per bin, the most profitable first
     * @param worth the most that any set in each bin is worth, or what the bin costs where it is not more
     */
    record Answer(List<Pattern> patterns, long[] worth) {}

    /** @param part of what the bin costs that it is worth */
    private record Profitable(Pattern pattern, double part) {}

    /** For each item the bin in which one costs least, filled with nothing else. */
    List<Pattern> plain() {
        List<Pattern> plain = new ArrayList<>();
        for (int i = 0; i < demand.length; i++) {
            Pattern best = demand[i] > 0 ? plain(i) : null;
            if (best != null) {
                plain.add(best);
            }
        }
        return plain;
    }

    private @Nullable Pattern plain(int item) {
        int best = -1;
        int held = 0;
        for (int bin = 0; bin < instance.bins().size(); bin++) {
            int most = new Filling(instance, bin, demand, company).most(item);
            long cost = instance.bins().get(bin).cost();
            if (most > 0 && (best < 0 || cost * held < instance.bins().get(best).cost() * most)) {
                best = bin;
                held = most;
            }
        }
        int[] counts = new int[demand.length];
        counts[item] = held;
        return best < 0 ? null : new Pattern(best, counts);
    }

    /** Some profitable patterns, from the bins after those that were looked at last. */
    List<Pattern> some(Prices prices, int wanted, long steps, Work work) {
        List<Profitable> found = new ArrayList<>();
        int bins = instance.bins().size();
        for (int looked = 0; looked < bins && found.size() < wanted && !work.exhausted(); looked++) {
            int bin = next++ % bins;
            if (!known(bin, prices, prices.threshold(instance, bin), work)) {
                search(bin, prices, found, steps, work);
            }
        }
        next %= Math.max(1, bins);
        return sorted(found);
    }

    /**
     * The best pattern of each bin.
     *
     * @param steps of search for a bin at most; what is not seen then is bounded
     */
    Answer best(Prices prices, long steps, Work work) {
        long[] worth = new long[instance.bins().size()];
        List<Profitable> found = new ArrayList<>();
        for (int bin = 0; bin < worth.length; bin++) {
            long threshold = prices.threshold(instance, bin);
            worth[bin] = known(bin, prices, threshold, work) ? threshold : search(bin, prices, found, steps, work);
        }
        return new Answer(sorted(found), worth);
    }

    private static List<Pattern> sorted(List<Profitable> found) {
        found.sort((a, b) -> Double.compare(b.part, a.part));
        return found.stream().map(Profitable::pattern).toList();
    }

    /** Whether the multipliers of an earlier search prove that nothing is worth more than the bin costs. */
    private boolean known(int bin, Prices prices, long threshold, Work work) {
        double[] before = multipliers[bin];
        if (before == null) {
            return false;
        }
        work.spend(1 + instance.items().size() / 8);
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

    private long search(int bin, Prices prices, List<Profitable> found, long steps, Work work) {
        long threshold = prices.threshold(instance, bin);
        Filling filling = new Filling(instance, bin, demand, company);
        BinSearch search = BinSearch.of(filling, prices, instance, work);
        multipliers[bin] = search.multipliers();
        if (search.ceiling() <= threshold) {
            return threshold;
        }
        Best best = new Best();
        Work own = new Work(steps);
        search.search(threshold, best, own);
        work.spend(own.done());
        int[] counts = best.counts;
        if (counts != null) {
            found.add(new Profitable(new Pattern(bin, counts), (double) best.worth / Math.max(1, threshold)));
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
