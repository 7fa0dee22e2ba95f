package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.world.cluster.SimNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes, and for each extended resource those that have some of it left, so that looking for a GPU does not mean to
 * look at every node.
 */
final class PlacementIndex {

    private final Set<SimNode> nodes = new LinkedHashSet<>();
    private final Map<String, Set<SimNode>> withFree = new LinkedHashMap<>();

    /** Takes note of a node that is new or has changed. */
    void update(SimNode node) {
        nodes.add(node);
        Resources free = node.free();
        for (String name : free.names()) {
            if (name.indexOf('/') >= 0) {
                Set<SimNode> having = withFree.computeIfAbsent(name, _ -> new LinkedHashSet<>());
                if (free.get(name) > 0) {
                    having.add(node);
                } else {
                    having.remove(node);
                }
            }
        }
    }

    void remove(SimNode node) {
        nodes.remove(node);
        withFree.values().forEach(having -> having.remove(node));
    }

    /** The nodes that could have room for the shape. */
    Collection<SimNode> candidates(PodShape shape) {
        SimNode only = shape.onlyNode();
        if (only != null) {
            return nodes.contains(only) ? List.of(only) : List.of();
        }
        String device = shape.device();
        return device == null ? nodes : withFree.getOrDefault(device, Set.of());
    }

    Collection<SimNode> nodes() {
        return nodes;
    }
}
