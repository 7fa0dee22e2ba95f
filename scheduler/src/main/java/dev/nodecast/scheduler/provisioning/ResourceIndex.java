package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Resources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers the names of resources, so that vectors of amounts are arrays. The index only grows: a vector that is shorter
 * than another has 0 of what it does not reach.
 */
@LookupOnly("byName: asked for one name at a time; names has the order")
final class ResourceIndex {

    private final Map<String, Integer> byName = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    ResourceIndex() {
        of(Resources.CPU);
        of(Resources.MEMORY);
        of(Resources.PODS);
        of(Resources.EPHEMERAL_STORAGE);
    }

    /** The number of a resource. */
    int of(String name) {
        Integer known = byName.get(name);
        if (known != null) {
            return known;
        }
        byName.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    String name(int index) {
        return names.get(index);
    }

    long[] vector(Resources resources) {
        for (String name : resources.names()) {
            of(name);
        }
        long[] vector = new long[names.size()];
        resources.forEach((name, amount) -> vector[of(name)] = amount);
        return trimmed(vector);
    }

    private static long[] trimmed(long[] vector) {
        int n = vector.length;
        while (n > 0 && vector[n - 1] == 0) {
            n--;
        }
        return n == vector.length ? vector : Arrays.copyOf(vector, n);
    }

    Resources resources(long[] vector) {
        Map<String, Long> amounts = new TreeMap<>();
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] != 0) {
                amounts.put(names.get(i), vector[i]);
            }
        }
        return Resources.of(amounts);
    }

    /** Whether no amount of {@code need} is more than that of {@code room}. */
    static boolean fits(long[] need, long[] room) {
        int shared = Math.min(need.length, room.length);
        for (int i = 0; i < shared; i++) {
            if (need[i] > room[i]) {
                return false;
            }
        }
        for (int i = shared; i < need.length; i++) {
            if (need[i] > 0) {
                return false;
            }
        }
        return true;
    }

    static long[] sum(long[] a, long[] b) {
        long[] longer = a.length >= b.length ? a : b;
        long[] shorter = a.length >= b.length ? b : a;
        long[] sum = longer.clone();
        for (int i = 0; i < shorter.length; i++) {
            sum[i] += shorter[i];
        }
        return sum;
    }

    static long at(long[] vector, int index) {
        return index < vector.length ? vector[index] : 0;
    }

    /** Nothing fits where an amount is negative, not even a pod that does not ask for it. */
    static boolean anyNegative(long[] vector) {
        for (long amount : vector) {
            if (amount < 0) {
                return true;
            }
        }
        return false;
    }
}
