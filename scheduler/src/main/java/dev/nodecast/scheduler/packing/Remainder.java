package dev.nodecast.scheduler.packing;

/** What is still to be packed, and what bins and caps are left for it. */
final class Remainder {

    private final Instance instance;
    final int[] demand;
    final int[] available;
    final long[] caps;

    private Remainder(Instance instance, int[] demand, int[] available, long[] caps) {
        this.instance = instance;
        this.demand = demand;
        this.available = available;
        this.caps = caps;
    }

    static Remainder all(Instance instance) {
        int[] available = instance.bins().stream().mapToInt(Bin::available).toArray();
        return new Remainder(
                instance, instance.counts(), available, instance.caps().clone());
    }

    boolean nothing() {
        for (int d : demand) {
            if (d > 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether one more bin of the type may be used. */
    boolean allows(int bin) {
        if (available[bin] == 0) {
            return false;
        }
        long[] uses = instance.bins().get(bin).uses();
        for (int c = 0; c < caps.length; c++) {
            if (uses[c] > caps[c]) {
                return false;
            }
        }
        return true;
    }

    /** Takes one bin with as much of the pattern as is still to be packed; returns that. */
    Pattern take(Pattern pattern) {
        Pattern taken = pattern.within(demand);
        change(taken, 1);
        return taken;
    }

    /** Undoes {@link #take}. */
    void giveBack(Pattern taken) {
        change(taken, -1);
    }

    private void change(Pattern taken, int sign) {
        for (int i = 0; i < demand.length; i++) {
            demand[i] -= sign * taken.count(i);
        }
        Bin bin = instance.bins().get(taken.bin());
        if (bin.limited()) {
            available[taken.bin()] -= sign;
        }
        for (int c = 0; c < caps.length; c++) {
            caps[c] -= sign * bin.uses()[c];
        }
    }
}
