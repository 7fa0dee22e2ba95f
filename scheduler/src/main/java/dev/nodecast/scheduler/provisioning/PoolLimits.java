package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool may still launch in one round. Nodes that exist are charged with their capacity, a new claim with the
 * largest type it could become, and that is not given back when its types become fewer. The limit on nodes is charged
 * with existing nodes only. All as Karpenter does it.
 */
final class PoolLimits {

    private final Resources stated;
    private final String[] names;
    private final int[] resources;
    private final long[] remaining;
    private @Nullable Long nodesRemaining;

    PoolLimits(NodePool pool, ResourceIndex resources) {
        this.stated = pool.limits();
        this.names = stated.names().toArray(String[]::new);
        this.resources = Arrays.stream(names).mapToInt(resources::of).toArray();
        this.remaining = Arrays.stream(names).mapToLong(stated::get).toArray();
        this.nodesRemaining = pool.nodeLimit();
    }

    /** Whether there is any limit. */
    boolean limited() {
        return nodesRemaining != null || remaining.length > 0;
    }

    void charge(StateNode node) {
        Resources capacity = node.capacity();
        for (int l = 0; l < remaining.length; l++) {
            remaining[l] -= capacity.get(names[l]);
        }
        if (nodesRemaining != null) {
            nodesRemaining--;
        }
    }

    /** “cpu 2 of 16, memory 4Gi of 64Gi”. */
    String left() {
        List<String> parts = new ArrayList<>();
        for (int l = 0; l < names.length; l++) {
            String left = QuantityText.of(names[l], Math.max(0, remaining[l]));
            parts.add(names[l] + " " + left + " of " + QuantityText.of(names[l], stated.get(names[l])));
        }
        return String.join(", ", parts);
    }

    boolean nodesExhausted() {
        return nodesRemaining != null && nodesRemaining == 0;
    }

    /** The numbers of the resources that are limited. */
    int[] resources() {
        return resources;
    }

    /** What is left of the limited resources, in their order. */
    long[] remaining() {
        return remaining;
    }

    /** How many more nodes there may be, null where they are not limited. */
    @Nullable
    Long nodesRemaining() {
        return nodesRemaining;
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
        for (int l = 0; l < remaining.length; l++) {
            if (ResourceIndex.at(capacity, resources[l]) > remaining[l]) {
                return false;
            }
        }
        return true;
    }

    /** Charges the largest amounts among the options of a new claim. */
    void chargeLargest(CompiledCatalogue catalogue, TypeSet options) {
        for (int l = 0; l < remaining.length; l++) {
            long largest = 0;
            for (int i = options.next(0); i >= 0; i = options.next(i + 1)) {
                largest = Math.max(largest, ResourceIndex.at(catalogue.capacity[i], resources[l]));
            }
            remaining[l] -= largest;
        }
    }
}
