package dev.nodecast.scheduler.packing;

import dev.nodecast.scheduler.model.LookupOnly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The covering program over the patterns known so far, with fractions allowed: each item is in a pattern or forgone, no
 * more bins or caps are used than there are.
 */
@LookupOnly("known: asked for one pattern at a time; patterns has the order")
final class MasterProgram {

    private final Instance instance;
    private final LinearProgram program;
    private final Remainder rest;
    private final int[] limited;
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final Map<Pattern, Integer> known = new HashMap<>();

    MasterProgram(Instance instance, Remainder rest) {
        this.instance = instance;
        this.rest = rest;
        this.limited = java.util.stream.IntStream.range(0, instance.bins().size())
                .filter(b -> instance.bins().get(b).limited())
                .toArray();
        this.program = new LinearProgram(rightHandSide());
        int items = rest.demand.length;
        for (int i = 0; i < items; i++) {
            program.start(i, instance.items().get(i).forgone());
        }
        for (int row = items; row < rows(); row++) {
            program.start(row, 0);
        }
        for (int i = 0; i < items; i++) {
            double[] surplus = new double[rows()];
            surplus[i] = -1;
            program.add(0, surplus, Double.POSITIVE_INFINITY);
        }
    }

    private int rows() {
        return rest.demand.length + limited.length + rest.caps.length;
    }

    private double[] rightHandSide() {
        double[] rhs = new double[rows()];
        int row = 0;
        for (int d : rest.demand) {
            rhs[row++] = d;
        }
        for (int b : limited) {
            rhs[row++] = rest.available[b];
        }
        for (long cap : rest.caps) {
            rhs[row++] = cap > 0 ? 1 : 0;
        }
        return rhs;
    }

    /** Takes a pattern in; false if it was already in. */
    boolean add(Pattern pattern) {
        Integer column = known.get(pattern);
        if (column != null) {
            return program.wake(column);
        }
        double[] entries = new double[rows()];
        int row = 0;
        for (int i = 0; i < rest.demand.length; i++) {
            entries[row++] = pattern.count(i);
        }
        for (int b : limited) {
            entries[row++] = b == pattern.bin() ? 1 : 0;
        }
        Bin bin = instance.bins().get(pattern.bin());
        for (int c = 0; c < rest.caps.length; c++) {
            entries[row++] = rest.caps[c] > 0 ? (double) bin.uses()[c] / rest.caps[c] : Math.min(1, bin.uses()[c]);
        }
        patterns.add(pattern);
        int added = program.add(bin.cost(), entries, Double.POSITIVE_INFINITY);
        columns.add(added);
        known.put(pattern, added);
        return true;
    }

    void solve(Work work) {
        program.solve(work);
        program.rest(300 + 12 * rows());
    }

    Prices prices() {
        double[] duals = program.duals();
        int items = rest.demand.length;
        double[] item = java.util.Arrays.copyOf(duals, items);
        double[] bin = new double[instance.bins().size()];
        for (int k = 0; k < limited.length; k++) {
            bin[limited[k]] = -duals[items + k];
        }
        double[] cap = new double[rest.caps.length];
        for (int c = 0; c < cap.length; c++) {
            cap[c] = -duals[items + limited.length + c] / Math.max(1, rest.caps[c]);
        }
        return Prices.rounded(instance, item, bin, cap);
    }

    /** What the program costs, in price units. */
    double value() {
        return program.cost() * Prices.SCALE;
    }

    List<Pattern> patterns() {
        return patterns;
    }

    /** How often a pattern is used. */
    double use(int pattern) {
        return program.value(columns.get(pattern));
    }
}
