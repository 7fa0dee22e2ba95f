package dev.nodecast.scheduler.packing;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes an answer in whole bins: solves the program with fractions, takes the whole parts, or where there are none one bin
 * of the pattern that is used most, and does the same with what is left.
 */
final class Diving {

    private final Instance instance;
    private final List<Pattern> known;
    private final Prices prices;

    /**
     * @param known patterns, to which those found are added
     * @param prices of what is to be packed
     */
    Diving(Instance instance, List<Pattern> known, Prices prices) {
        this.instance = instance;
        this.known = known;
        this.prices = prices;
    }

    List<Pattern> dive(Work work) {
        Remainder rest = Remainder.all(instance);
        List<Pattern> packed = new ArrayList<>();
        boolean progress = true;
        while (progress && !rest.nothing() && !work.exhausted()) {
            ColumnGeneration columns = new ColumnGeneration(instance, rest, known);
            columns.quickly(work);
            MasterProgram master = columns.master();
            for (int i = known.size(); i < master.patterns().size(); i++) {
                known.add(master.patterns().get(i));
            }
            progress = wholeParts(master, rest, packed) || oneBin(master, rest, packed);
        }
        while (!rest.nothing() && dense(rest, packed)) {
            work.spend(known.size());
        }
        return packed;
    }

    /** Where there is no work left for programs: takes the pattern that holds most worth for what its bin costs. */
    private boolean dense(Remainder rest, List<Pattern> packed) {
        Pattern best = null;
        double most = 0;
        for (Pattern pattern : known) {
            double cost = Math.max(1, prices.threshold(instance, pattern.bin()));
            double worth = rest.allows(pattern.bin()) ? worth(pattern, rest) / cost : 0;
            if (worth > most) {
                best = pattern;
                most = worth;
            }
        }
        return best != null && take(best, rest, packed);
    }

    /** Of what is still to be packed; an item that is worth nothing is worth a little. */
    private double worth(Pattern pattern, Remainder rest) {
        double worth = 0;
        for (int i = 0; i < rest.demand.length; i++) {
            worth += (prices.item()[i] + 1.0) * Math.min(rest.demand[i], pattern.count(i));
        }
        return worth;
    }

    private static boolean wholeParts(MasterProgram master, Remainder rest, List<Pattern> packed) {
        boolean any = false;
        for (int i = 0; i < master.patterns().size(); i++) {
            for (int n = (int) (master.use(i) + 1e-6); n > 0; n--) {
                any |= take(master.patterns().get(i), rest, packed);
            }
        }
        return any;
    }

    private static boolean oneBin(MasterProgram master, Remainder rest, List<Pattern> packed) {
        int most = -1;
        for (int i = 0; i < master.patterns().size(); i++) {
            boolean used =
                    master.use(i) > 1e-6 && rest.allows(master.patterns().get(i).bin());
            if (used && (most < 0 || master.use(i) > master.use(most) + 1e-9)) {
                most = i;
            }
        }
        return most >= 0 && take(master.patterns().get(most), rest, packed);
    }

    private static boolean take(Pattern pattern, Remainder rest, List<Pattern> packed) {
        if (!rest.allows(pattern.bin()) || pattern.within(rest.demand).isEmpty()) {
            return false;
        }
        packed.add(rest.take(pattern));
        return true;
    }
}
