package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.StateNode;
import java.util.Collection;
import java.util.IdentityHashMap;

/** What is free on nodes, kept while they do not change. */
final class RoomTable {

    private final IdentityHashMap<StateNode, Known> known = new IdentityHashMap<>();

    private record Known(long changes, Resources free) {}

    Resources free(StateNode node) {
        Known before = known.get(node);
        if (before == null || before.changes != node.changes()) {
            before = new Known(node.changes(), node.available());
            known.put(node, before);
        }
        return before.free;
    }

    /** Forgets nodes that are gone once they are many. */
    void trim(Collection<StateNode> nodes) {
        if (known.size() > 2 * nodes.size() + 64) {
            known.keySet().retainAll(nodes);
        }
    }
}
