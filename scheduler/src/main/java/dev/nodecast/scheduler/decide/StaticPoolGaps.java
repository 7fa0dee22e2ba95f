package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;

/** Static pools that have another number of nodes than they should: what becomes of that is no answer to any pod. */
final class StaticPoolGaps {

    private StaticPoolGaps() {}

    static List<String> of(ClusterState cluster) {
        List<String> gaps = new ArrayList<>();
        for (NodePool pool : cluster.pools()) {
            Integer wanted = pool.replicas();
            int found = wanted == null ? 0 : nodesOf(pool, cluster);
            if (wanted != null && found < wanted) {
                gaps.add("NodePool " + pool.name() + " is static and has " + found + " of its " + wanted + " nodes: "
                        + (wanted - found)
                        + " more are launched whatever pods ask for, and are not part of this answer");
            }
        }
        return gaps;
    }

    private static int nodesOf(NodePool pool, ClusterState cluster) {
        int nodes = 0;
        for (StateNode node : cluster.nodes()) {
            nodes += pool.name().equals(node.nodePool()) && !node.leaving() ? 1 : 0;
        }
        return nodes;
    }
}
