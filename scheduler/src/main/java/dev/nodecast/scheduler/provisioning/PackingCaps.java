package dev.nodecast.scheduler.provisioning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What the limits of the pools that are packed leave for all new nodes together; limits that cannot bind are left out. */
final class PackingCaps {

    /** A limited resource of a pool, or its number of nodes (resource -1), counted in units of {@code unit}. */
    private record Cap(PoolTemplate template, int resource, long unit, long left) {

        long use(PoolTemplate of, int type) {
            if (of != template) {
                return 0;
            }
            return resource < 0 ? 1 : ResourceIndex.at(of.catalogue().capacity[type], resource) / unit;
        }
    }

    /** No limits at all. */
    static final PackingCaps NONE = new PackingCaps();

    private final List<Cap> caps = new ArrayList<>();

    private PackingCaps() {}

    /**
     * @param greedy claims of the greedy solver; those that stay are charged already, all count for limits on nodes
     * @param pods how many pods there are, at most as many new nodes as that
     */
    PackingCaps(Assembly.Start model, GreedyPlan plan, List<InFlightClaim> greedy, long pods) {
        for (PoolTemplate template : model.supply().templates()) {
            PoolLimits limits = model.supply().limits().get(template.pool().name());
            if (plan.packs(template) && limits != null) {
                add(template, limits, plan, greedy, pods);
            }
        }
    }

    private void add(PoolTemplate template, PoolLimits limits, GreedyPlan plan, List<InFlightClaim> greedy, long pods) {
        List<InFlightClaim> own =
                greedy.stream().filter(claim -> claim.template == template).toList();
        List<InFlightClaim> staying = own.stream().filter(plan::stays).toList();
        for (int l = 0; l < limits.resources().length; l++) {
            int resource = limits.resources()[l];
            long left = limits.remaining()[l];
            for (InFlightClaim claim : staying) {
                left -= TypeFilter.largest(template.catalogue().capacity, claim.options(), resource);
            }
            long largest = TypeFilter.largest(template.catalogue().capacity, template.options(), resource);
            if (largest > 0 && left / largest < pods) {
                long unit = unit(template, resource);
                caps.add(new Cap(template, resource, unit, Math.max(0, left) / unit));
            }
        }
        Long nodes = limits.nodesRemaining();
        if (nodes != null && nodes < pods) {
            caps.add(new Cap(template, -1, 1, Math.max(nodes, own.size()) - staying.size()));
        }
    }

    /** What the capacities of all types are multiples of. */
    private static long unit(PoolTemplate template, int resource) {
        BigInteger unit = BigInteger.ZERO;
        TypeSet options = template.options();
        for (int i = options.next(0); i >= 0; i = options.next(i + 1)) {
            unit = unit.gcd(BigInteger.valueOf(ResourceIndex.at(template.catalogue().capacity[i], resource)));
        }
        return Math.max(1, unit.longValueExact());
    }

    long[] left() {
        return caps.stream().mapToLong(Cap::left).toArray();
    }

    long[] uses(PoolTemplate template, int type) {
        return caps.stream().mapToLong(cap -> cap.use(template, type)).toArray();
    }

    long[] nothing() {
        return new long[caps.size()];
    }

    /** Whether a limit of the pool may bind. */
    boolean bind(PoolTemplate template) {
        return caps.stream().anyMatch(cap -> cap.template == template);
    }
}
