package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.world.cluster.SimNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The nodes in the order they came, and for each extended resource those that have some of it left, so that looking for a
 * GPU does not mean to look at every node.
 */
final class PlacementIndex {

    private final NavigableMap<Long, SimNode> nodes = new TreeMap<>();
    private final Map<String, NavigableMap<Long, SimNode>> withFree = new LinkedHashMap<>();

    /** Takes note of a node that is new or has changed. */
    void update(SimNode node) {
        nodes.put(place(node), node);
        Resources free = node.free();
        for (String name : free.names()) {
            if (name.indexOf('/') >= 0) {
                NavigableMap<Long, SimNode> having = withFree.computeIfAbsent(name, _ -> new TreeMap<>());
                if (free.get(name) > 0) {
                    having.put(place(node), node);
                } else {
                    having.remove(place(node));
                }
            }
        }
    }

    void remove(SimNode node) {
        nodes.remove(place(node));
        withFree.values().forEach(having -> having.remove(place(node)));
    }

    /** Where the node stands among all that ever were. */
    static long place(SimNode node) {
        return node.instance().ordinal();
    }

    /** The nodes that could have room for the shape, by their place. */
    NavigableMap<Long, SimNode> candidates(PodShape shape) {
        SimNode only = shape.onlyNode();
        if (only != null) {
            NavigableMap<Long, SimNode> one = new TreeMap<>();
            if (nodes.containsKey(place(only))) {
                one.put(place(only), only);
            }
            return one;
        }
        String device = shape.device();
        return device == null ? nodes : withFree.getOrDefault(device, new TreeMap<>());
    }

    Collection<SimNode> nodes() {
        return nodes.values();
    }

    int size() {
        return nodes.size();
    }
}
