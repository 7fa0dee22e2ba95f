package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.requirements.Requirement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The domains of a topology (such as zones) in the order of their names, and how many pods each has. */
final class Domains {

    private final String key;
    private String[] names = {};
    private int[] counts = {};
    private @Nullable Requirement[] single = {};
    private int occupied;

    Domains(String key) {
        this.key = key;
    }

    int size() {
        return names.length;
    }

    String name(int i) {
        return names[i];
    }

    int count(int i) {
        return counts[i];
    }

    /** Whether no domain has a pod. */
    boolean allEmpty() {
        return occupied == 0;
    }

    /** The position of a domain, negative where it is not known. */
    int find(String name) {
        return Arrays.binarySearch(names, name);
    }

    /** The requirement to be in that domain. */
    Requirement only(int i) {
        Requirement known = single[i];
        if (known == null) {
            known = Requirement.in(key, names[i]);
            single[i] = known;
        }
        return known;
    }

    /** Makes a domain known, without pods. */
    int register(String name) {
        int found = find(name);
        if (found >= 0) {
            return found;
        }
        int at = -found - 1;
        int n = names.length;
        names = Arrays.copyOf(names, n + 1);
        counts = Arrays.copyOf(counts, n + 1);
        single = new Requirement[n + 1];
        System.arraycopy(names, at, names, at + 1, n - at);
        System.arraycopy(counts, at, counts, at + 1, n - at);
        names[at] = name;
        counts[at] = 0;
        return at;
    }

    void record(String name) {
        int i = register(name);
        if (counts[i]++ == 0) {
            occupied++;
        }
    }
}
