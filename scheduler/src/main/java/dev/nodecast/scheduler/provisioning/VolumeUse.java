package dev.nodecast.scheduler.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The claims whose volumes a node has attached, by driver, against how many it can attach. A claim that several pods
 * share counts once. Karpenter's {@code VolumeUsage}.
 */
final class VolumeUse {

    private final List<String> drivers;
    private final int[] limits;
    private final List<Set<String>> attached = new ArrayList<>();

    /** Nothing attached yet; drivers without a limit are of no concern. */
    VolumeUse(SortedMap<String, Integer> limits) {
        this(
                List.copyOf(limits.keySet()),
                limits.values().stream().mapToInt(i -> i).toArray());
        drivers.forEach(_ -> attached.add(new TreeSet<>()));
    }

    private VolumeUse(List<String> drivers, int[] limits) {
        this.drivers = drivers;
        this.limits = limits;
    }

    /** This with more claims; this is not changed. */
    VolumeUse with(SortedMap<String, Set<String>> claims) {
        VolumeUse more = new VolumeUse(drivers, limits);
        for (int i = 0; i < limits.length; i++) {
            Set<String> both = new TreeSet<>(attached.get(i));
            both.addAll(claims.getOrDefault(drivers.get(i), Set.of()));
            more.attached.add(both);
        }
        return more;
    }

    /** Whether no driver would have more than its limit; one that has too much already refuses every pod. */
    boolean takes(SortedMap<String, Set<String>> claims) {
        for (int i = 0; i < limits.length; i++) {
            int count = attached.get(i).size();
            if (!claims.isEmpty()) {
                count += newcomers(i, claims);
            }
            if (count > limits[i]) {
                return false;
            }
        }
        return true;
    }

    private int newcomers(int driver, SortedMap<String, Set<String>> claims) {
        int count = 0;
        for (String claim : claims.getOrDefault(drivers.get(driver), Set.of())) {
            if (!attached.get(driver).contains(claim)) {
                count++;
            }
        }
        return count;
    }
}
