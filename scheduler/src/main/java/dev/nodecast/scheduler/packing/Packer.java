package dev.nodecast.scheduler.packing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs items into bins at the least cost that it finds within a given effort, and proves how far from the optimum that
 * can be at most. Equal instances get equal answers on every machine.
 */
public final class Packer {

    private static final double FOR_PRICES = 0.4;
    private static final double FOR_DIVING = 0.4;
    private static final double FOR_CLOSING = 0.6;

    private final Instance instance;
    private final long grid;
    private final Work work;

    private Packer(Instance instance, Work work) {
        this.instance = instance;
        this.grid = grid(instance);
        this.work = work;
    }

    /**
     * An answer that leaves out as few items as it can, and costs as little as it can then.
     *
     * @param known an answer that is not to be worsened; may be empty
     */
    public static Packing pack(Instance instance, List<Pattern> known, Effort effort) {
        return new Packer(instance, new Work(effort.steps())).pack(known);
    }

    /** A number that all costs are multiples of, so that a bound may be rounded up to the next one. */
    private static long grid(Instance instance) {
        BigInteger grid = BigInteger.ZERO;
        for (Bin bin : instance.bins()) {
            grid = grid.gcd(BigInteger.valueOf(bin.cost()));
        }
        for (Item item : instance.items()) {
            grid = grid.gcd(BigInteger.valueOf(item.forgone()));
        }
        return Math.max(1, grid.longValueExact());
    }

    private Packing pack(List<Pattern> known) {
        Work part = work.part(FOR_PRICES);
        ColumnGeneration columns = new ColumnGeneration(instance, Remainder.all(instance), known);
        columns.thoroughly(part);
        work.settle(part);
        List<Pattern> patterns = new ArrayList<>(columns.master().patterns());
        Draft draft = better(Draft.of(instance, known), dived(patterns, columns.prices()));
        Closing closing = new Closing(instance, columns.prices(), grid);
        Work closingPart = work.part(FOR_CLOSING);
        Closing.Outcome outcome = closing.close(draft, closingPart);
        work.settle(closingPart);
        Draft repacked =
                new Repacking(instance, columns.prices(), grid).improve(outcome.draft(), outcome.bound(), work);
        Packing.Done done = new Packing.Done(work.done(), patterns.size() + outcome.patterns(), columns.rounds());
        return packing(repacked, outcome.bound(), done);
    }

    private Draft dived(List<Pattern> patterns, Prices prices) {
        Work part = work.part(FOR_DIVING);
        Draft dived = Draft.of(instance, new Diving(instance, patterns, prices).dive(part));
        work.settle(part);
        return dived;
    }

    private static Draft better(Draft a, Draft b) {
        return b.value < a.value ? b : a;
    }

    /** What is forgone is taken out of value and bound alike: what is left is the bound for as many items. */
    private Packing packing(Draft draft, long bound, Packing.Done done) {
        long cost = 0;
        for (Pattern pattern : draft.bins) {
            cost += instance.bins().get(pattern.bin()).cost();
        }
        return new Packing(draft.bins, cost, Math.max(0, bound - (draft.value - cost)), done);
    }
}
