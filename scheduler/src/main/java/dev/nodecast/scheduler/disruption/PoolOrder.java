package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.state.NamedStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;

/**
 * The order in which a pass of single-node consolidation takes pools, drawn anew for each: Karpenter goes through a Go map,
 * whose order is as good as random, so that no pool is always the first to lose a node.
 */
final class PoolOrder {

    private final NamedStream stream;

    PoolOrder(long seed) {
        stream = new NamedStream(seed, "single-node pool order");
    }

    /** The same pools in a new order (the shuffle of Fisher and Yates). */
    List<String> draw(SequencedCollection<String> pools) {
        List<String> order = new ArrayList<>(pools);
        for (int last = order.size() - 1; last > 0; last--) {
            int other = (int) stream.below(last + 1L);
            order.set(last, order.set(other, order.get(last)));
        }
        return order;
    }
}
