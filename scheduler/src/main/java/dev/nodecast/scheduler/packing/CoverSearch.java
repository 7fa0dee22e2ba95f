package dev.nodecast.scheduler.packing;

import dev.nodecast.scheduler.model.LookupOnly;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the cheapest answer that is made of listed patterns, best first. What is left to pack is a state; its items at
 * the prices of the linear relaxation are a bound on what packing them costs. States that lead to nothing cheaper than
 * what is known are left out, so the less the gap, the fewer there are.
 */
@LookupOnly("cheapest: asked for one state at a time; open has the order")
final class CoverSearch {

    /** What is left, as items and then limited bins and caps. */
    private static final class Key {
        private final long[] left;
        private final int hash;

        Key(long[] left) {
            this.left = left;
            this.hash = Arrays.hashCode(left);
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Key k && Arrays.equals(left, k.left);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** @param bound of the whole answer, in price units */
    private record State(
            Key key,
            long cost,
            long bound,
            long number,
            @Nullable State before,
            @Nullable Pattern by) {}

    private static final Comparator<State> ORDER = Comparator.comparingLong(State::bound)
            .thenComparing(Comparator.comparingLong(State::cost).reversed())
            .thenComparingLong(State::number);

    private final Instance instance;
    private final Prices prices;
    private final long grid;
    private final int[] limited;
    private final int[] order;
    private final List<List<PatternTable.Reduced>> covering;
    private final Map<Key, Long> cheapest = new HashMap<>();
    private final PriorityQueue<State> open = new PriorityQueue<>(ORDER);
    private long numbered;
    private long below;

    /** @param grid a number that all costs are multiples of */
    CoverSearch(Instance instance, Prices prices, List<PatternTable.Reduced> patterns, long grid) {
        this.instance = instance;
        this.prices = prices;
        this.grid = grid;
        this.limited = IntStream.range(0, instance.bins().size())
                .filter(b -> instance.bins().get(b).limited())
                .toArray();
        this.covering = covering(instance.items().size(), patterns);
        this.order = IntStream.range(0, instance.items().size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> covering.get(i).size()))
                .mapToInt(i -> i)
                .toArray();
    }

    private static List<List<PatternTable.Reduced>> covering(int items, List<PatternTable.Reduced> patterns) {
        List<List<PatternTable.Reduced>> covering = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            int item = i;
            covering.add(
                    patterns.stream().filter(p -> p.pattern().count(item) > 0).toList());
        }
        return covering;
    }

    /**
     * @param answer cheaper than what was known, null where none was found
     * @param bound no answer of listed patterns costs less; in price units
     */
    record Outcome(@Nullable List<Pattern> answer, long bound) {}

    /** Looks for an answer that costs less than {@code known}. */
    Outcome search(long known, Work work) {
        below = known;
        push(start(), 0, null, null);
        while (!open.isEmpty()) {
            State state = open.poll();
            if (nothingLeft(state.key)) {
                return new Outcome(trail(state), state.cost * Prices.SCALE);
            }
            if (!work.spend(4)) {
                return new Outcome(null, state.bound);
            }
            Long cost = cheapest.get(state.key);
            if (cost != null && cost == state.cost) {
                expand(state, work);
            }
        }
        return new Outcome(null, known * Prices.SCALE);
    }

    private Key start() {
        int items = instance.items().size();
        long[] left = new long[items + limited.length + instance.caps().length];
        for (int i = 0; i < items; i++) {
            left[i] = instance.items().get(i).count();
        }
        for (int k = 0; k < limited.length; k++) {
            left[items + k] = instance.bins().get(limited[k]).available();
        }
        System.arraycopy(instance.caps(), 0, left, items + limited.length, instance.caps().length);
        return new Key(left);
    }

    private boolean nothingLeft(Key key) {
        for (int i = 0; i < order.length; i++) {
            if (key.left[i] > 0) {
                return false;
            }
        }
        return true;
    }

    /** Packs the first item that is left in every way. */
    private void expand(State state, Work work) {
        int item = first(state.key);
        forgo(state, item);
        long bound = state.cost * Prices.SCALE + worth(state.key);
        for (PatternTable.Reduced reduced : covering.get(item)) {
            if (tooDear(bound + reduced.reducedCost())) {
                return;
            }
            work.spend(1 + order.length / 8);
            Key next = after(state.key, reduced.pattern());
            if (next != null) {
                long cost = instance.bins().get(reduced.pattern().bin()).cost();
                push(next, state.cost + cost, state, reduced.pattern());
            }
        }
    }

    private int first(Key key) {
        for (int item : order) {
            if (key.left[item] > 0) {
                return item;
            }
        }
        throw new IllegalStateException("nothing is left to pack in " + Arrays.toString(key.left));
    }

    private void forgo(State state, int item) {
        long[] left = state.key.left.clone();
        left[item]--;
        push(new Key(left), state.cost + instance.items().get(item).forgone(), state, null);
    }

    private @Nullable Key after(Key key, Pattern pattern) {
        long[] left = key.left.clone();
        int items = order.length;
        for (int i = 0; i < items; i++) {
            left[i] = Math.max(0, left[i] - pattern.count(i));
        }
        for (int k = 0; k < limited.length; k++) {
            if (limited[k] == pattern.bin() && --left[items + k] < 0) {
                return null;
            }
        }
        long[] uses = instance.bins().get(pattern.bin()).uses();
        for (int c = 0; c < uses.length; c++) {
            left[items + limited.length + c] -= uses[c];
            if (left[items + limited.length + c] < 0) {
                return null;
            }
        }
        return new Key(left);
    }

    private void push(Key key, long cost, @Nullable State before, @Nullable Pattern by) {
        long bound = cost * Prices.SCALE + Math.max(0, worth(key));
        Long known = cheapest.get(key);
        if (tooDear(bound) || (known != null && known <= cost)) {
            return;
        }
        cheapest.put(key, cost);
        open.add(new State(key, cost, bound, numbered++, before, by));
    }

    private boolean tooDear(long bound) {
        return roundedUp(bound, grid) >= below;
    }

    /** The least cost on the grid that is not less than a bound in price units. */
    static long roundedUp(long bound, long grid) {
        return Math.ceilDiv(bound, grid * Prices.SCALE) * grid;
    }

    private long worth(Key key) {
        long worth = 0;
        int items = order.length;
        for (int i = 0; i < items; i++) {
            worth += prices.item()[i] * key.left[i];
        }
        for (int k = 0; k < limited.length; k++) {
            worth -= prices.bin()[limited[k]] * key.left[items + k];
        }
        for (int c = 0; c < prices.cap().length; c++) {
            worth -= prices.cap()[c] * key.left[items + limited.length + c];
        }
        return worth;
    }

    private static List<Pattern> trail(State last) {
        List<Pattern> trail = new ArrayList<>();
        for (State state = last; state != null; state = state.before) {
            if (state.by != null) {
                trail.add(state.by);
            }
        }
        return trail;
    }
}
