package dev.nodecast.scheduler.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All patterns whose reduced cost is small enough for an answer that is better than a known one. */
final class PatternTable {

    private static final int MOST = 12_000;
    private static final int COMPARED = 4_000;
    private static final int HALVINGS = 8;

    /** A pattern and by how much its bin costs more than it is worth. */
    record Reduced(Pattern pattern, long reducedCost) {}

    private final Instance instance;
    private final Prices prices;
    private final CompanyTable company;

    PatternTable(Instance instance, Prices prices) {
        this.instance = instance;
        this.prices = prices;
        this.company = new CompanyTable(instance);
    }

    /** @param within every pattern with a reduced cost up to it is there, in price units */
    record Listing(List<Reduced> patterns, long within) {}

    /** Those within {@code gap}, or within as large a part of it as there is work and room for. */
    Listing within(long gap, Work work) {
        long within = gap;
        for (int i = 0; i < HALVINGS; i++) {
            Work part = work.part(0.3);
            List<Reduced> found = new ArrayList<>();
            boolean complete = list(within, found, part);
            work.settle(part);
            if (complete) {
                return new Listing(undominated(found), within);
            }
            within /= 2;
        }
        return new Listing(List.of(), -1);
    }

    private boolean list(long within, List<Reduced> found, Work work) {
        for (int bin = 0; bin < instance.bins().size(); bin++) {
            long threshold = prices.threshold(instance, bin);
            Filling filling = new Filling(instance, bin, instance.counts(), company);
            BinSearch search = BinSearch.of(filling, prices, instance, work);
            long floor = threshold - within - 1;
            int b = bin;
            search.search(
                    floor,
                    (counts, worth) -> {
                        found.add(new Reduced(new Pattern(b, counts), threshold - worth));
                        return found.size() > MOST ? Long.MAX_VALUE : floor;
                    },
                    work);
            if (search.cutShort() || found.size() > MOST) {
                return false;
            }
        }
        return true;
    }

    /** Without patterns of which another one holds all for no more; the cheaper the earlier. */
    private List<Reduced> undominated(List<Reduced> found) {
        found.sort(Comparator.comparingLong(Reduced::reducedCost));
        if (found.size() > COMPARED) {
            return found;
        }
        List<Reduced> kept = new ArrayList<>();
        for (Reduced one : found) {
            if (kept.stream().noneMatch(other -> dominates(other.pattern(), one.pattern()))) {
                kept.add(one);
            }
        }
        return kept;
    }

    private boolean dominates(Pattern better, Pattern other) {
        Bin cheap = instance.bins().get(better.bin());
        Bin dear = instance.bins().get(other.bin());
        return cheap.cost() <= dear.cost()
                && !cheap.limited()
                && noMore(cheap.uses(), dear.uses())
                && better.holdsAll(other);
    }

    private static boolean noMore(long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] > b[i]) {
                return false;
            }
        }
        return true;
    }
}
