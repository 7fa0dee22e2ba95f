package dev.nodecast.scheduler.lookahead;

import java.util.Arrays;

/**
 * How long to keep what costs something while it is idle and costs {@code b} idle times to get back: the problem of renting
 * skis or buying them, of which nobody knows for how long they will be needed. All amounts are times, in one unit: {@code b}
 * is the time at which having kept has cost as much as getting back does.
 *
 * <p>An idle period of length g that is kept through for at most {@code t} costs {@code g} if {@code g <= t} and otherwise
 * {@code t + b}; who knew g would pay {@code min(g, b)}.
 *
 * <ul>
 *   <li>{@link #breakEven}: {@code t = b} costs at most twice the optimum of each period, and no fixed rule is better
 *       (A. R. Karlin, M. S. Manasse, L. Rudolph, D. D. Sleator, “Competitive snoopy caching”, Algorithmica 3, 1988).
 *   <li>{@link #learned}: the {@code t} that would have been cheapest for the periods seen, held between {@code lambda b}
 *       and {@code b / lambda}. Whatever comes then, a period costs at most {@code 1 + 1 / lambda} times the optimum; and
 *       where all periods are as the one predicted, at most {@code 1 + lambda} times (M. Purohit, Z. Svitkina, R. Kumar,
 *       “Improving online algorithms via ML predictions”, NeurIPS 2018, algorithm 2 and theorem 2.2, whose prediction is
 *       one period; here it is the distribution of the periods seen).
 * </ul>
 *
 * <p>The ratios hold for each period that ends with a need. One that never ends costs at most {@code t} more than nothing.
 * With several idle nodes they hold for each node's own periods.
 */
public final class SkiRental {

    private SkiRental() {}

    /** How long to keep when nothing is known of what comes. */
    public static long breakEven(long b) {
        return b;
    }

    /**
     * How long to keep after the periods that were seen.
     *
     * @param seen lengths of idle periods, at least one
     * @param lambda how little they are trusted, above 0 and up to 1; 1 is the break-even
     */
    public static long learned(long b, long[] seen, double lambda) {
        if (!(lambda > 0 && lambda <= 1) || seen.length == 0 || b < 0) {
            throw new IllegalArgumentException("found b " + b + ", " + seen.length + " periods and lambda " + lambda
                    + "; expected b of 0 or more, a period and lambda above 0 and up to 1");
        }
        long least = (long) Math.ceil(lambda * b);
        long most = (long) Math.floor(b / lambda);
        return Math.clamp(cheapest(b, seen), Math.min(least, most), most);
    }

    /** The time that would have been cheapest for these periods: none, or just as long as one of them; the shortest of such. */
    static long cheapest(long b, long[] seen) {
        long[] sorted = seen.clone();
        Arrays.sort(sorted);
        double best = (double) sorted.length * b;
        long cheapest = 0;
        double within = 0;
        for (int i = 0; i < sorted.length; i++) {
            within += sorted[i];
            long beyond = sorted.length - 1L - i;
            double cost = within + beyond * ((double) sorted[i] + b);
            if (cost < best) {
                best = cost;
                cheapest = sorted[i];
            }
        }
        return cheapest;
    }

    /** What a period costs that is kept through for at most {@code kept}. */
    static long cost(long period, long kept, long b) {
        return period <= kept ? period : kept + b;
    }
}
