package dev.nodecast.sim.world.spec;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;

/** Something that people do to the cluster during the run. */
public record PlannedAction(long atNs, Change change) {

    /** What they do. */
    public sealed interface Change {

        /** {@code kubectl scale deployment}. */
        record Scale(ObjectKey deployment, int replicas) implements Change {}

        /** A NodePool is created, or replaces the one of its name. */
        record ApplyNodePool(NodePool pool) implements Change {}

        /**
         * {@code kubectl delete nodeclaim}.
         *
         * @param index among the claims that are not being deleted, by the second of their creation and their names
         */
        record DeleteNodeClaim(int index) implements Change {}

        /**
         * {@code kubectl delete node}.
         *
         * @param index of its claim, as for {@link DeleteNodeClaim}
         */
        record DeleteNode(int index) implements Change {}
    }

    public PlannedAction {
        if (atNs < 0) {
            throw new IllegalArgumentException("found an action at " + atNs + " ns, expected 0 or later");
        }
    }
}
