package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import java.util.Arrays;
import java.util.List;

/** Which types of a claim remain when it takes one more pod. */
final class TypeFilter {

    private TypeFilter() {}

    /**
     * The options that the constraint allows, that have an offering, and that are large enough.
     *
     * @param requests of all pods, without daemonsets
     * @param ports that the new pod takes
     */
    static TypeSet remaining(
            PoolTemplate template, TypeSet options, Constraint constraint, long[] requests, List<HostPort> ports) {
        CompiledCatalogue catalogue = template.catalogue();
        TypeSet allowed = options.and(catalogue.launchable(constraint));
        List<DaemonGroup> groups = template.daemonGroups();
        long[][] totals = new long[groups.size()][];
        for (int g = 0; g < totals.length; g++) {
            totals[g] = ResourceIndex.sum(requests, groups.get(g).overhead());
            if (!ports.isEmpty() && HostPorts.conflict(ports, groups.get(g).ports())) {
                totals[g] = new long[] {Long.MAX_VALUE};
            }
        }
        TypeSet remaining = new TypeSet(catalogue.size());
        for (int i = allowed.next(0); i >= 0; i = allowed.next(i + 1)) {
            if (ResourceIndex.fits(totals[template.groupOf(i)], catalogue.allocatable[i])) {
                remaining.add(i);
            }
        }
        return remaining;
    }

    /** For each resource the most that any of the options has: what is more than that fits nowhere. */
    static long[] ceiling(CompiledCatalogue catalogue, TypeSet options) {
        long[] ceiling = {};
        for (int i = options.next(0); i >= 0; i = options.next(i + 1)) {
            long[] room = catalogue.allocatable[i];
            if (room.length > ceiling.length) {
                ceiling = Arrays.copyOf(ceiling, room.length);
            }
            for (int r = 0; r < room.length; r++) {
                ceiling[r] = Math.max(ceiling[r], room[r]);
            }
        }
        return ceiling;
    }

    /** The most that any of the options has of one resource. */
    static long largest(long[][] amounts, TypeSet options, int resource) {
        long largest = 0;
        for (int i = options.next(0); i >= 0; i = options.next(i + 1)) {
            largest = Math.max(largest, ResourceIndex.at(amounts[i], resource));
        }
        return largest;
    }
}
