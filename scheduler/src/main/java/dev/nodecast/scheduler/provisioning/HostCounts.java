package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.requirements.Requirement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How many pods each host has, by the host's number in the round. */
final class HostCounts {

    private final Hosts hosts;
    private int[] counts = new int[16];
    private int occupied;

    HostCounts(Hosts hosts) {
        this.hosts = hosts;
    }

    int count(int host) {
        return host < counts.length ? counts[host] : 0;
    }

    void record(int host) {
        if (host >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(host + 1, 2 * counts.length));
        }
        if (counts[host]++ == 0) {
            occupied++;
        }
    }

    /** Whether any host that {@code allowed} accepts (null accepts all) has a pod. */
    boolean anyOccupied(@Nullable Requirement allowed) {
        if (allowed == null || occupied == 0) {
            return occupied > 0;
        }
        for (int host = 0; host < counts.length; host++) {
            if (counts[host] > 0 && allowed.has(hosts.name(host))) {
                return true;
            }
        }
        return false;
    }

    boolean allEmpty() {
        return occupied == 0;
    }
}
