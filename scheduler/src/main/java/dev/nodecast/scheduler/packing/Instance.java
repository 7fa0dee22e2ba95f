package dev.nodecast.scheduler.packing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be packed into what.
 *
 * @param items each with as many resources as the bins
 * @param bins in the order of preference among equals
 * @param caps how much all bins together may use of each cap
 * @param company rules on sharing a bin
 * @param admission any further rule
 */
public record Instance(List<Item> items, List<Bin> bins, long[] caps, List<Company> company, Admission admission) {

    public Instance {
        items = List.copyOf(items);
        bins = List.copyOf(bins);
        company = List.copyOf(company);
    }

    /** The cheapest bin that can hold so many of each item, as a pattern; null where none can. */
    public @Nullable Pattern cheapest(int[] counts) {
        CompanyTable table = new CompanyTable(this);
        Pattern best = null;
        for (int b = 0; b < bins.size(); b++) {
            boolean cheaper =
                    best == null || bins.get(b).cost() < bins.get(best.bin()).cost();
            if (cheaper && Filling.holds(this, b, counts, table)) {
                best = new Pattern(b, counts);
            }
        }
        return best;
    }

    int[] counts() {
        return items.stream().mapToInt(Item::count).toArray();
    }

    /** Whether any number of any bin can be had. */
    boolean uncapped() {
        return caps.length == 0 && bins.stream().noneMatch(Bin::limited);
    }

    /** What is left of this one. */
    Instance rest(Remainder rest) {
        List<Item> fewer = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            fewer.add(new Item(items.get(i).size(), rest.demand[i], items.get(i).forgone()));
        }
        List<Bin> left = new ArrayList<>();
        for (int b = 0; b < bins.size(); b++) {
            Bin bin = bins.get(b);
            left.add(new Bin(bin.room(), bin.cost(), bin.admits(), rest.available[b], bin.uses()));
        }
        return new Instance(fewer, left, rest.caps.clone(), company, admission);
    }
}
