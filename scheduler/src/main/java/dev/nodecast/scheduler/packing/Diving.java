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

    /** @param known patterns, to which those found are added */
    Diving(Instance instance, List<Pattern> known) {
        this.instance = instance;
        this.known = known;
    }

    List<Pattern> dive(Work work) {
        Remainder rest = Remainder.all(instance);
        List<Pattern> packed = new ArrayList<>();
        boolean progress = true;
        while (progress && !rest.nothing()) {
            ColumnGeneration columns = new ColumnGeneration(instance, rest, known);
            columns.quickly(work);
            MasterProgram master = columns.master();
            for (int i = known.size(); i < master.patterns().size(); i++) {
                known.add(master.patterns().get(i));
            }
            progress = wholeParts(master, rest, packed) || oneBin(master, rest, packed);
        }
        return packed;
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
