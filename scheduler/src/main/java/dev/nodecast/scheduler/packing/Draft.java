package dev.nodecast.scheduler.packing;

import java.util.ArrayList;
import java.util.List;

/** Bins that together hold no item twice, each as cheap as can be for what it holds. */
final class Draft {

    final List<Pattern> bins;
    /** Of the bins and of what is forgone. */
    final long value;

    private Draft(List<Pattern> bins, long value) {
        this.bins = bins;
        this.value = value;
    }

    /** A draft of patterns that may hold more than there is to pack. */
    static Draft of(Instance instance, List<Pattern> patterns) {
        Remainder rest = Remainder.all(instance);
        List<Pattern> bins = new ArrayList<>();
        for (Pattern pattern : patterns) {
            if (rest.allows(pattern.bin()) && !pattern.within(rest.demand).isEmpty()) {
                bins.add(rest.take(pattern));
            }
        }
        CompanyTable company = new CompanyTable(instance);
        for (int b = 0; b < bins.size(); b++) {
            rest.giveBack(bins.get(b));
            bins.set(b, rest.take(cheapest(instance, bins.get(b), rest, company)));
        }
        return new Draft(bins, value(instance, bins, rest));
    }

    private static long value(Instance instance, List<Pattern> bins, Remainder rest) {
        long value = 0;
        for (Pattern bin : bins) {
            value += instance.bins().get(bin.bin()).cost();
        }
        for (int i = 0; i < rest.demand.length; i++) {
            value += rest.demand[i] * instance.items().get(i).forgone();
        }
        return value;
    }

    /** Bins that are kept with those of a part, instead of others that have the value {@code before}. */
    Draft with(List<Pattern> kept, Draft part, long before) {
        List<Pattern> all = new ArrayList<>(kept);
        all.addAll(part.bins);
        return new Draft(all, value - before + part.value);
    }

    private static Pattern cheapest(Instance instance, Pattern pattern, Remainder rest, CompanyTable company) {
        int best = pattern.bin();
        for (int b = 0; b < instance.bins().size(); b++) {
            boolean cheaper =
                    instance.bins().get(b).cost() < instance.bins().get(best).cost();
            if (cheaper && rest.allows(b) && Filling.holds(instance, b, pattern.counts(), company)) {
                best = b;
            }
        }
        return best == pattern.bin() ? pattern : new Pattern(best, pattern.counts());
    }
}
