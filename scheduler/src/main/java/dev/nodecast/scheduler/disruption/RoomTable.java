package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.StateNode;
import java.util.Collection;
import java.util.IdentityHashMap;

/** What is free on nodes, kept while they do not change. */
@LookupOnly("known: asked for one node at a time")
final class RoomTable {

    private IdentityHashMap<StateNode, Known> known = new IdentityHashMap<>();

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
            keepOnly(nodes);
        }
    }

    private void keepOnly(Collection<StateNode> nodes) {
        IdentityHashMap<StateNode, Known> kept = new IdentityHashMap<>();
        for (StateNode node : nodes) {
            Known of = known.get(node);
            if (of != null) {
                kept.put(node, of);
            }
        }
        known = kept;
    }
}
