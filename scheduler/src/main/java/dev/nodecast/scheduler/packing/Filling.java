package dev.nodecast.scheduler.packing;

import java.util.ArrayList;
import java.util.List;

/** A bin that is being filled: room and company that are left. What is put in must be taken out again. */
final class Filling {

    private final Instance instance;
    private final int bin;
    private final int[] demand;
    private final List<List<Integer>> rulesOf;
    private final int[] owners;
    private final int[] members;
    final int[] counts;
    final long[] left;

    Filling(Instance instance, int bin, int[] demand, List<List<Integer>> rulesOf) {
        this.instance = instance;
        this.bin = bin;
        this.demand = demand;
        this.rulesOf = rulesOf;
        this.owners = new int[instance.company().size()];
        this.members = new int[instance.company().size()];
        this.counts = new int[demand.length];
        this.left = instance.bins().get(bin).room().clone();
    }

    /** For each item the rules that it has a part in. */
    static List<List<Integer>> rulesOf(Instance instance) {
        List<List<Integer>> rules = new ArrayList<>();
        for (int i = 0; i < instance.items().size(); i++) {
            List<Integer> own = new ArrayList<>();
            for (int r = 0; r < instance.company().size(); r++) {
                Company rule = instance.company().get(r);
                if (rule.owner() == i || rule.members().get(i)) {
                    own.add(r);
                }
            }
            rules.add(own);
        }
        return rules;
    }

    /** How many more of an item there can be. */
    int most(int item) {
        if (!instance.bins().get(bin).admits().get(item)) {
            return 0;
        }
        int most = Math.min(demand[item] - counts[item], fitting(item));
        while (most > 0 && !(allowed(item, most) && admitted(item, most))) {
            most--;
        }
        return most;
    }

    private int fitting(int item) {
        long[] size = instance.items().get(item).size();
        long most = Integer.MAX_VALUE;
        for (int r = 0; r < size.length; r++) {
            if (size[r] > 0) {
                most = Math.min(most, left[r] / size[r]);
            }
        }
        return (int) most;
    }

    private boolean allowed(int item, int more) {
        for (int r : rulesOf.get(item)) {
            Company rule = instance.company().get(r);
            int owning = owners[r] + (rule.owner() == item ? more : 0);
            int there = members[r] + (rule.members().get(item) ? more : 0);
            if (owning > 0 && there > rule.most()) {
                return false;
            }
        }
        return true;
    }

    private boolean admitted(int item, int more) {
        if (instance.admission() == Admission.ALWAYS) {
            return true;
        }
        int[] then = counts.clone();
        then[item] += more;
        return instance.admission().admits(bin, then);
    }

    /** Puts some of an item in, or takes some out. */
    void put(int item, int more) {
        long[] size = instance.items().get(item).size();
        for (int r = 0; r < size.length; r++) {
            left[r] -= more * size[r];
        }
        counts[item] += more;
        for (int r : rulesOf.get(item)) {
            Company rule = instance.company().get(r);
            owners[r] += rule.owner() == item ? more : 0;
            members[r] += rule.members().get(item) ? more : 0;
        }
    }

    boolean full() {
        for (int i = 0; i < counts.length; i++) {
            if (most(i) > 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a bin can hold so many of each item. */
    static boolean holds(Instance instance, int bin, int[] counts, List<List<Integer>> rulesOf) {
        Filling filling = new Filling(instance, bin, counts, rulesOf);
        for (int i = 0; i < counts.length; i++) {
            if (filling.most(i) < counts[i]) {
                return false;
            }
            filling.put(i, counts[i]);
        }
        return true;
    }
}
