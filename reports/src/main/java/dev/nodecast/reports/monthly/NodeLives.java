package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.NodeRow;
import dev.nodecast.reports.input.StoredResult;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the instances that the provisioner launched in the month; of all replications together. Instances that are
 * there from the start, such as system nodes, are not among them.
 */
final class NodeLives {
    private final Waits untilUseful = new Waits();
    private final Waits lives = new Waits();
    private final SortedMap<String, Integer> ends = new TreeMap<>();

    private NodeLives() {}

    static NodeLives read(StoredResult result, MonthOfRun month) throws IOException {
        NodeLives nodes = new NodeLives();
        result.nodes(node -> {
            if (node.claimed() && month.contains(node.launchedS())) {
                nodes.add(node);
            }
        });
        return nodes;
    }

    private void add(NodeRow node) {
        if (!Double.isNaN(node.initializedS())) {
            untilUseful.add(node.initializedS() - node.requestedS());
        }
        if (!Double.isNaN(node.terminatedS())) {
            lives.add(node.terminatedS() - node.launchedS());
            ends.merge(node.cause().isEmpty() ? "not said" : node.cause(), 1, Integer::sum);
        }
    }

    /** From the request to a node whose resources pods can use. */
    Waits untilUseful() {
        return untilUseful;
    }

    /** From launch to termination, of those that ended. */
    Waits lives() {
        return lives;
    }

    /** How many ended for each cause. */
    SortedMap<String, Integer> ends() {
        return ends;
    }
}
