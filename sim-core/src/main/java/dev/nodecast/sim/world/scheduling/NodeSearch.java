package dev.nodecast.sim.world.scheduling;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.cluster.SimNode;
import dev.nodecast.sim.world.cluster.SimPod;
import dev.nodecast.sim.world.scheduling.SchedulingQueue.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * The best node for a pod: of those that pass the filters the one with the highest score, a random one among equals. In
 * clusters of 100 nodes and more the search ends once it has found enough of them (50 % less one for each 125 nodes, at
 * least 5 %, and 100 nodes), and the next one goes on where it ended, node after node in the order they came; the real one
 * takes zones in turn.
 */
final class NodeSearch {

    private static final int LEAST_FOUND = 100;
    private static final int MOST_PERCENT = 50;
    private static final int LEAST_PERCENT = 5;
    private static final int NODES_PER_PERCENT = 125;

    private final PlacementIndex index;
    private final Filters filters;
    private final Scores scores;
    private final RandomStream ties;
    private long nextPlace;

    NodeSearch(PlacementIndex index, Filters filters, Scores scores, RandomStream ties) {
        this.index = index;
        this.filters = filters;
        this.scores = scores;
        this.ties = ties;
    }

    /** The node to bind the pod to; null where there is none. */
    @Nullable
    SimNode best(Entry entry) {
        List<SimNode> feasible = feasible(entry);
        if (feasible.size() <= 1) {
            return feasible.isEmpty() ? null : feasible.getFirst();
        }
        return highest(feasible, entry.pod, entry.shape);
    }

    private List<SimNode> feasible(Entry entry) {
        List<SimNode> feasible = new ArrayList<>();
        int wanted = wanted(index.size());
        NavigableMap<Long, SimNode> candidates = index.candidates(entry.shape);
        boolean enough = collect(entry, candidates.tailMap(nextPlace, true).values(), wanted, feasible)
                || collect(entry, candidates.headMap(nextPlace, false).values(), wanted, feasible);
        if (enough && wanted < index.size()) {
            nextPlace = PlacementIndex.place(feasible.getLast()) + 1;
        }
        return feasible;
    }

    private boolean collect(Entry entry, Collection<SimNode> nodes, int wanted, List<SimNode> feasible) {
        for (SimNode node : nodes) {
            if (filters.feasible(entry, node)) {
                feasible.add(node);
                if (feasible.size() >= wanted) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many feasible nodes are enough ({@code numFeasibleNodesToFind}). */
    private static int wanted(int nodes) {
        if (nodes < LEAST_FOUND) {
            return nodes;
        }
        int percent = Math.max(LEAST_PERCENT, MOST_PERCENT - nodes / NODES_PER_PERCENT);
        return Math.max(LEAST_FOUND, nodes * percent / 100);
    }

    private SimNode highest(List<SimNode> feasible, SimPod pod, PodShape shape) {
        long[] all = scores.of(pod, shape, feasible);
        SimNode best = feasible.getFirst();
        long bestScore = Long.MIN_VALUE;
        int equals = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] > bestScore) {
                bestScore = all[i];
                best = feasible.get(i);
                equals = 1;
            } else if (all[i] == bestScore && ties.nextInt(++equals) == 0) {
                best = feasible.get(i);
            }
        }
        return best;
    }
}
