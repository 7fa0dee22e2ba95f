package dev.nodecast.scheduler.packing;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The rules on company by the items that have a part in them. */
final class CompanyTable {

    private final int[] most;
    private final int[][] owned;
    private final int[][] joined;
    private final int[][] both;

    CompanyTable(Instance instance) {
        List<Company> rules = instance.company();
        this.most = rules.stream().mapToInt(Company::most).toArray();
        int items = instance.items().size();
        this.owned = new int[items][];
        this.joined = new int[items][];
        this.both = new int[items][];
        for (int i = 0; i < items; i++) {
            int item = i;
            owned[i] = which(rules, r -> r.owners().get(item) && !r.members().get(item));
            joined[i] = which(rules, r -> !r.owners().get(item) && r.members().get(item));
            both[i] = which(rules, r -> r.owners().get(item) && r.members().get(item));
        }
    }

    private static int[] which(List<Company> rules, Predicate<Company> part) {
        return IntStream.range(0, rules.size())
                .filter(r -> part.test(rules.get(r)))
                .toArray();
    }

    int rules() {
        return most.length;
    }

    /** How many of an item may join, at most {@code limit}, where there are so many owners and members of each rule. */
    int most(int item, int[] owners, int[] members, int limit) {
        int allowed = limit;
        for (int r : both[item]) {
            allowed = Math.min(allowed, most[r] - members[r]);
        }
        for (int r : joined[item]) {
            allowed = owners[r] > 0 ? Math.min(allowed, most[r] - members[r]) : allowed;
        }
        for (int r : owned[item]) {
            allowed = members[r] > most[r] ? 0 : allowed;
        }
        return Math.max(0, allowed);
    }

    void put(int item, int[] owners, int[] members, int more) {
        for (int r : both[item]) {
            owners[r] += more;
            members[r] += more;
        }
        for (int r : joined[item]) {
            members[r] += more;
        }
        for (int r : owned[item]) {
            owners[r] += more;
        }
    }
}
