package dev.nodecast.scheduler.packing;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Goes through the sets of items that fill a bin, the best first, by depth, leaving out those that cannot be worth enough.
 */
final class BinSearch {

    /** Takes sets that were found. */
    interface Found {
        /** A set and what it is worth; returns how much others must be worth more than to be of interest. */
        long found(int[] counts, long worth);
    }

    private final Filling filling;
    private final Prices prices;
    private final int[] order;
    private final FillBound bound;
    private final double[] stillAbove;
    private long floor;
    private boolean cutShort;

    private BinSearch(Filling filling, Prices prices, Plan plan) {
        this.filling = filling;
        this.prices = prices;
        this.order = plan.order;
        this.bound = plan.bound;
        this.stillAbove = plan.stillAbove;
    }

    /** The order of the items and what bounds the search. */
    private record Plan(int[] order, FillBound bound, double[] stillAbove) {}

    /** A search in a bin. Items that are worth nothing are looked at last. */
    static BinSearch of(Filling filling, Prices prices, Instance instance, Work work) {
        int[] fitting = IntStream.range(0, filling.counts.length)
                .filter(i -> filling.most(i) > 0)
                .toArray();
        int[] most = IntStream.of(fitting).map(filling::most).toArray();
        FillBound first = bound(filling, prices, instance, fitting, most, work);
        int[] order = IntStream.range(0, fitting.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -ratio(
                                prices.item()[fitting[k]],
                                first.shadow(instance.items().get(fitting[k]).size())))
                        .thenComparing(k -> k))
                .mapToInt(k -> k)
                .toArray();
        double[] stillAbove = new double[order.length + 1];
        for (int k = order.length - 1; k >= 0; k--) {
            stillAbove[k] = stillAbove[k + 1] + most[order[k]] * first.above(order[k]);
        }
        int[] items = IntStream.of(order).map(k -> fitting[k]).toArray();
        return new BinSearch(filling, prices, new Plan(items, first, stillAbove));
    }

    private static FillBound bound(
            Filling filling, Prices prices, Instance instance, int[] items, int[] most, Work work) {
        List<Item> all = instance.items();
        long[][] sizes = IntStream.of(items).mapToObj(i -> all.get(i).size()).toArray(long[][]::new);
        long[] worth = IntStream.of(items).mapToLong(i -> prices.item()[i]).toArray();
        return FillBound.tightest(filling.left, sizes, worth, most, work);
    }

    private static double ratio(long worth, double shadow) {
        return worth / Math.max(shadow, 1e-9);
    }

    double[] multipliers() {
        return bound.multipliers();
    }

    /** The most that any set can be worth. */
    long ceiling() {
        return bound.most(filling.left, stillAbove[0]);
    }

    /** Whether the last search ended before it had seen everything. */
    boolean cutShort() {
        return cutShort;
    }

    /** Hands over the sets that nothing can be added to and that are worth more than {@code moreThan}. */
    void search(long moreThan, Found found, Work work) {
        floor = moreThan;
        descend(0, 0, found, work);
    }

    private void descend(int k, long worth, Found found, Work work) {
        if (cutShort || !work.spend(1)) {
            cutShort = true;
            return;
        }
        if (worth + bound.most(filling.left, stillAbove[k]) <= floor) {
            return;
        }
        if (k == order.length) {
            work.spend(order.length / 4);
            if (worth > floor && filling.full()) {
                floor = found.found(filling.counts.clone(), worth);
            }
            return;
        }
        int item = order[k];
        int most = filling.most(item);
        for (int n = most; n >= 0; n--) {
            filling.put(item, n);
            descend(k + 1, worth + n * prices.item()[item], found, work);
            filling.put(item, -n);
        }
    }
}
