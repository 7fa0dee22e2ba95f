package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.StateNode;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pool may still launch in one round. Nodes that exist are charged with their capacity, a new claim with the
 * largest type it could become, and that is not given back when its types become fewer. The limit on nodes is charged
 * with existing nodes only. All as Karpenter does it.
 */
final class PoolLimits {

    private final NavigableMap<String, Long> remaining;
    private final ResourceIndex resources;
    private @Nullable Long nodesRemaining;

    PoolLimits(NodePool pool, ResourceIndex resources) {
        this.remaining = pool.limits().asMap();
        this.nodesRemaining = pool.nodeLimit();
        this.resources = resources;
    }

    /** Whether there is any limit. */
    boolean limited() {
        return nodesRemaining != null || !remaining.isEmpty();
    }

    void charge(StateNode node) {
        Resources capacity = node.capacity();
        remaining.replaceAll((resource, left) -> left - capacity.get(resource));
        if (nodesRemaining != null) {
            nodesRemaining--;
        }
    }

    boolean nodesExhausted() {
        return nodesRemaining != null && nodesRemaining == 0;
    }

    /** The options whose capacity is within what remains. */
    TypeSet within(PoolTemplate template) {
        if (!limited()) {
            return template.options();
        }
        TypeSet within = new TypeSet(template.catalogue().size());
        for (int i = template.options().next(0); i >= 0; i = template.options().next(i + 1)) {
            if (allows(template.catalogue().capacity[i])) {
                within.add(i);
            }
        }
        return within;
    }

    private boolean allows(long[] capacity) {
        if (nodesRemaining != null && nodesRemaining < 0) {
            return false;
        }
        return remaining.entrySet().stream()
                .allMatch(left -> ResourceIndex.at(capacity, resources.of(left.getKey())) <= left.getValue());
    }

    /** Charges the largest amounts among the options of a new claim. */
    void chargeLargest(CompiledCatalogue catalogue, TypeSet options) {
        remaining.replaceAll((resource, left) -> {
            int r = resources.of(resource);
            long largest = 0;
            for (int i = options.next(0); i >= 0; i = options.next(i + 1)) {
                largest = Math.max(largest, ResourceIndex.at(catalogue.capacity[i], r));
            }
            return left - largest;
        });
    }
}
