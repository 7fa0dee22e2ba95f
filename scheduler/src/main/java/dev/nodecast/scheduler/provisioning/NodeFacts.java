package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.state.StateNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What placing pods needs to know of a node as it stands. */
final class NodeFacts {

    private final @Nullable Node node;
    private final @Nullable NodeClaim claim;
    private final Resources podRequests;
    private final Resources daemonRequests;
    private final View view;
    private final long[] room;
    private final boolean overcommitted;

    /**
     * What does not hang on its pods.
     *
     * @param constraint its labels, without the host's name
     * @param taints the number of its list of taints
     * @param observed the labels of the Node object itself, which is what counts for the pods that are there
     * @param daemons what the daemon pods that belong there ask for in all
     */
    record View(
            String hostname,
            Constraint constraint,
            int taints,
            Constraint observed,
            List<Taint> observedTaints,
            Resources daemons) {}

    NodeFacts(StateNode state, View view, ResourceIndex index) {
        this.node = state.node();
        this.claim = state.claim();
        this.podRequests = state.podRequests();
        this.daemonRequests = state.daemonRequests();
        this.view = view;
        this.room = room(state, view, index);
        this.overcommitted = ResourceIndex.anyNegative(room);
    }

    /**
     * What is free after pods and after the daemon pods that are still to come. A resource that the node does not name is
     * not counted, even where pods use it.
     */
    private static long[] room(StateNode state, View view, ResourceIndex index) {
        Resources allocatable = state.allocatable();
        long[] room = index.vector(allocatable);
        long[] used = index.vector(state.podRequests());
        long[] daemons = index.vector(view.daemons());
        long[] daemonsThere = index.vector(state.daemonRequests());
        for (int i = 0; i < room.length; i++) {
            if (allocatable.names(index.name(i))) {
                long toCome = ResourceIndex.at(daemons, i) - ResourceIndex.at(daemonsThere, i);
                room[i] -= ResourceIndex.at(used, i) + Math.max(0, toCome);
            }
        }
        return room;
    }

    /** Whether its objects are still those that this was learned from; they are immutable, so their identity tells. */
    @SuppressWarnings("ReferenceEquality")
    boolean sameObjects(StateNode state) {
        return node == state.node() && claim == state.claim();
    }

    /** Whether also its pods ask for what they asked for. */
    @SuppressWarnings("ReferenceEquality")
    boolean current(StateNode state) {
        return sameObjects(state) && podRequests == state.podRequests() && daemonRequests == state.daemonRequests();
    }

    View view() {
        return view;
    }

    /** What is free; not to be changed. */
    long[] room() {
        return room;
    }

    /** Whether it has less than nothing of anything, so that nothing fits. */
    boolean overcommitted() {
        return overcommitted;
    }
}
