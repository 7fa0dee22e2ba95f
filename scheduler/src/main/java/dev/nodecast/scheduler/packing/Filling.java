package dev.nodecast.scheduler.packing;

/** A bin that is being filled: room and company that are left. What is put in must be taken out again. */
final class Filling {

    private final Instance instance;
    private final Bin bin;
    private final int number;
    private final int[] demand;
    private final CompanyTable company;
    private final int[] owners;
    private final int[] members;
    final int[] counts;
    final long[] left;

    /** @param demand how many of each item there are */
    Filling(Instance instance, int bin, int[] demand, CompanyTable company) {
        this.instance = instance;
        this.bin = instance.bins().get(bin);
        this.number = bin;
        this.demand = demand;
        this.company = company;
        this.owners = new int[company.rules()];
        this.members = new int[company.rules()];
        this.counts = new int[demand.length];
        this.left = this.bin.room().clone();
    }

    /** Whether a bin can hold so many of each item. */
    static boolean holds(Instance instance, int bin, int[] counts, CompanyTable company) {
        Filling filling = new Filling(instance, bin, counts, company);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                if (filling.most(i) < counts[i]) {
                    return false;
                }
                filling.put(i, counts[i]);
            }
        }
        return true;
    }

    /** How many more of an item there can be. */
    int most(int item) {
        if (!bin.admits().get(item)) {
            return 0;
        }
        int most = company.most(item, owners, members, Math.min(demand[item] - counts[item], fitting(item)));
        if (!instance.admission().always()) {
            while (most > 0 && !admitted(item, most)) {
                most--;
            }
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

    private boolean admitted(int item, int more) {
        int[] then = counts.clone();
        then[item] += more;
        return instance.admission().admits(number, then);
    }

    /** Puts some of an item in, or takes some out. */
    void put(int item, int more) {
        if (more == 0) {
            return;
        }
        long[] size = instance.items().get(item).size();
        for (int r = 0; r < size.length; r++) {
            left[r] -= more * size[r];
        }
        counts[item] += more;
        company.put(item, owners, members, more);
    }

    boolean full() {
        for (int i = 0; i < counts.length; i++) {
            if (most(i) > 0) {
                return false;
            }
        }
        return true;
    }
}
