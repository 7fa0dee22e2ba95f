package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.state.StateNode;
import java.util.List;

/**
 * Where pods go.
 *
 * @param claims nodes to be asked for, in the order they were opened
 * @param placements nodes that exist and the pods they take, only those that take any
 * @param unplaced pods that no node was found for
 */
public record Solution(List<PlannedClaim> claims, List<Placement> placements, List<Unplaced> unplaced) {

    /** That of a problem without pods. */
    static final Solution NOTHING = new Solution(List.of(), List.of(), List.of());

    /** Pods for a node that exists or is in flight. */
    public record Placement(StateNode node, List<Pod> pods) {
        public Placement {
            pods = List.copyOf(pods);
        }
    }

    /**
     * A pod without a node.
     *
     * @param reasons of all pools, each once
     * @param pools what each pool that could launch anything had against it; empty where the pod was ignored
     * @param sentence all of that for people
     */
    public record Unplaced(Pod pod, List<Reason> reasons, List<PoolRefusal> pools, String sentence) {
        public Unplaced {
            reasons = List.copyOf(reasons);
            pools = List.copyOf(pools);
        }

        /** Whether the pod only waits for its turn at reserved capacity. */
        public boolean deferred() {
            return reasons.equals(List.of(Reason.RESERVED_CAPACITY));
        }
    }

    public Solution {
        claims = List.copyOf(claims);
        placements = List.copyOf(placements);
        unplaced = List.copyOf(unplaced);
    }

    /** Whether every pod that runs now, unlike those pending before, has a place. */
    public boolean allMovedPodsPlaced() {
        return unplaced.stream().allMatch(u -> u.pod().provisionable());
    }
}
