package dev.nodecast.scheduler.packing;

import java.util.List;
import java.util.stream.IntStream;

/** The rules on company by the items that have a part in them. */
final class CompanyTable {

    private final int[] most;
    private final int[][] owned;
    private final int[][] joined;

    CompanyTable(Instance instance) {
        List<Company> rules = instance.company();
        this.most = rules.stream().mapToInt(Company::most).toArray();
        int items = instance.items().size();
        this.owned = new int[items][];
        this.joined = new int[items][];
        for (int i = 0; i < items; i++) {
            int item = i;
            owned[i] = IntStream.range(0, most.length)
                    .filter(r -> rules.get(r).owner() == item)
                    .toArray();
            joined[i] = IntStream.range(0, most.length)
                    .filter(r -> rules.get(r).members().get(item))
                    .toArray();
        }
    }

    int rules() {
        return most.length;
    }

    /** How many of an item may join, at most {@code limit}, where there are so many owners and members of each rule. */
    int most(int item, int[] owners, int[] members, int limit) {
        int allowed = limit;
        for (int r : joined[item]) {
            if (owners[r] > 0) {
                allowed = Math.min(allowed, most[r] - members[r]);
            }
        }
        for (int r : owned[item]) {
            allowed = Math.min(allowed, joins(item, r) ? most[r] - members[r] : members[r] > most[r] ? 0 : allowed);
        }
        return Math.max(0, allowed);
    }

    private boolean joins(int item, int rule) {
        for (int r : joined[item]) {
            if (r == rule) {
                return true;
            }
        }
        return false;
    }

    void put(int item, int[] owners, int[] members, int more) {
        for (int r : owned[item]) {
            owners[r] += more;
        }
        for (int r : joined[item]) {
            members[r] += more;
        }
    }

    /** How many rules an item has a part in. */
    int parts(int item) {
        return owned[item].length + joined[item].length;
    }
}
