package dev.nodecast.scheduler.packing;

/**
 * How much a set of items in one bin can be worth at most. With multipliers for the resources that are not negative, the
 * worth of any set is at most the multiplied room plus what each item is worth above its multiplied size; the multipliers
 * that make this least are the duals of the knapsack's linear relaxation.
 */
final class FillBound {

    /** More than all rounding errors of a bound together, relative to it. */
    private static final double MARGIN = 1 + 1e-10;

    private final double[] multipliers;
    private final double[] above;

    private FillBound(double[] multipliers, double[] above) {
        this.multipliers = multipliers;
        this.above = above;
    }

    /**
     * The tightest bound for items in the order given.
     *
     * @param most how many of each there can be
     */
    static FillBound tightest(long[] room, long[][] sizes, long[] worth, int[] most, Work work) {
        double[] ones = new double[room.length];
        java.util.Arrays.fill(ones, 1);
        LinearProgram program = new LinearProgram(ones);
        for (int r = 0; r < room.length; r++) {
            program.start(r, 0);
        }
        for (int i = 0; i < sizes.length; i++) {
            double[] parts = new double[room.length];
            for (int r = 0; r < room.length; r++) {
                parts[r] = room[r] == 0 ? 0 : (double) sizes[i][r] / room[r];
            }
            program.add(-worth[i] / (double) Prices.SCALE, parts, most[i]);
        }
        program.solve(work);
        double[] multipliers = program.duals();
        for (int r = 0; r < room.length; r++) {
            multipliers[r] = room[r] == 0 ? 0 : Math.max(0, -multipliers[r] * Prices.SCALE / room[r]);
        }
        return new FillBound(multipliers, above(multipliers, sizes, worth));
    }

    private static double[] above(double[] multipliers, long[][] sizes, long[] worth) {
        double[] above = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            above[i] = Math.max(0, worth[i] - times(multipliers, sizes[i]));
        }
        return above;
    }

    private static double times(double[] multipliers, long[] amounts) {
        double sum = 0;
        for (int r = 0; r < multipliers.length; r++) {
            sum += multipliers[r] * amounts[r];
        }
        return sum;
    }

    double[] multipliers() {
        return multipliers;
    }

    /** What a size is worth at the multipliers. */
    double shadow(long[] size) {
        return times(multipliers, size);
    }

    /** What one of an item is worth above its shadow. */
    double above(int item) {
        return above[item];
    }

    /** The most that is still to be had: from the room that is left, and above it. */
    long most(long[] room, double stillAbove) {
        return (long) ((times(multipliers, room) + stillAbove) * MARGIN) + 1;
    }
}
