package dev.nodecast.scheduler.packing;

import java.math.BigInteger;

/**
 * What one item of each class, one bin of each limited type and one unit of each cap is worth: a solution of the dual of
 * the covering program. In billionths of a USD per hour, a thousandth of what costs are counted in; none is negative.
 */
record Prices(long[] item, long[] bin, long[] cap) {

    /** Price units per unit of cost. */
    static final long SCALE = 1_000;

    /** From what a linear program proposes: rounded so that nothing becomes worth more. */
    static Prices rounded(Instance instance, double[] item, double[] bin, double[] cap) {
        long[] items = new long[item.length];
        for (int i = 0; i < items.length; i++) {
            long most = instance.items().get(i).forgone() * SCALE;
            items[i] = Math.min(most, (long) Math.max(0, item[i] * SCALE));
        }
        return new Prices(items, roundedUp(bin), roundedUp(cap));
    }

    private static long[] roundedUp(double[] prices) {
        long[] rounded = new long[prices.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (long) Math.ceil(Math.max(0, prices[i] * SCALE));
        }
        return rounded;
    }

    /** What a bin must be worth at least to be bought. */
    long threshold(Instance instance, int bin) {
        return instance.bins().get(bin).cost() * SCALE
                + this.bin[bin]
                + capsOf(instance.bins().get(bin));
    }

    private long capsOf(Bin type) {
        long sum = 0;
        for (int i = 0; i < cap.length; i++) {
            sum += cap[i] * type.uses()[i];
        }
        return sum;
    }

    long of(int[] counts) {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += item[i] * counts[i];
        }
        return sum;
    }

    /** The bound that feasible prices prove for counts of items, in price units. */
    long bound(Instance instance, int[] counts) {
        long bound = of(counts);
        for (int i = 0; i < bin.length; i++) {
            if (bin[i] > 0) {
                bound -= bin[i] * instance.bins().get(i).available();
            }
        }
        for (int i = 0; i < cap.length; i++) {
            bound -= cap[i] * instance.caps()[i];
        }
        return bound;
    }

    /**
     * Prices at which no bin is worth more than it costs: that of a limited bin is raised, and all are lowered together
     * until no other bin is worth buying (Farley's bound).
     *
     * @param worth the most that any set of items in each bin is worth at these prices
     */
    Prices feasible(Instance instance, long[] worth) {
        long[] own = bin.clone();
        BigInteger cost = BigInteger.ONE;
        BigInteger value = BigInteger.ONE;
        for (int b = 0; b < worth.length; b++) {
            Bin type = instance.bins().get(b);
            long above = worth[b] - threshold(instance, b);
            if (above > 0 && type.limited()) {
                own[b] += above;
            } else if (above > 0) {
                BigInteger own2 = BigInteger.valueOf(type.cost() * SCALE);
                BigInteger worth2 = BigInteger.valueOf(worth[b] - capsOf(type));
                if (own2.multiply(value).compareTo(cost.multiply(worth2)) < 0) {
                    cost = own2;
                    value = worth2;
                }
            }
        }
        Prices raised = new Prices(item, own, cap);
        return cost.equals(value) ? raised : raised.times(cost, value);
    }

    private Prices times(BigInteger numerator, BigInteger denominator) {
        BigInteger less = denominator.subtract(BigInteger.ONE);
        return new Prices(
                times(item, numerator, denominator, BigInteger.ZERO),
                times(bin, numerator, denominator, less),
                times(cap, numerator, denominator, less));
    }

    private static long[] times(long[] prices, BigInteger numerator, BigInteger denominator, BigInteger carry) {
        long[] scaled = new long[prices.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = BigInteger.valueOf(prices[i])
                    .multiply(numerator)
                    .add(carry)
                    .divide(denominator)
                    .longValue();
        }
        return scaled;
    }
}
