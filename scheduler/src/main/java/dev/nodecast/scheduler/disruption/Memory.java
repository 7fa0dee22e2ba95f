package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes could not go together, until something could have made it possible: a node has more free room or takes pods
 * again, prices or pools or the pods that wait have changed, or five minutes have passed. A node that has changed itself
 * is another candidate. Finer than Karpenter, which forgets everything at any change of the cluster.
 */
@LookupOnly("open: asked for one node at a time")
final class Memory {

    private final Map<List<Candidate>, Refusal> fruitless = new LinkedHashMap<>();
    private final IdentityHashMap<StateNode, Resources> open = new IdentityHashMap<>();
    private List<Object> surroundings = List.of();
    private long sinceNs = Long.MIN_VALUE;

    /** Why these nodes stay, or null where that is to be found out. */
    @Nullable
    Refusal recall(List<Candidate> candidates) {
        return fruitless.get(candidates);
    }

    void keep(List<Candidate> candidates, Refusal why) {
        fruitless.put(List.copyOf(candidates), why);
    }

    /** Compares the cluster with that of the pass before and forgets what may have become possible. */
    void refresh(ClusterState state, List<Prospects.Room> nowOpen, Prospects.Markets markets, long nowNs) {
        List<Object> around = surroundings(state, markets);
        boolean stale = sinceNs == Long.MIN_VALUE || nowNs - sinceNs >= Agenda.RECHECK_NS;
        if (stale || !same(around, surroundings) || roomier(nowOpen)) {
            fruitless.clear();
            sinceNs = nowNs;
        }
        open.clear();
        nowOpen.forEach(room -> open.put(room.node(), room.free()));
        surroundings = around;
    }

    private static List<Object> surroundings(ClusterState state, Prospects.Markets markets) {
        List<Object> around = new ArrayList<>();
        around.add(markets);
        around.addAll(state.pools());
        around.addAll(state.daemonSets());
        around.addAll(state.provisionablePods());
        around.addAll(state.virtualPods());
        for (StateNode node : state.nodes()) {
            if (node.leaving()) {
                around.addAll(node.pods());
            }
        }
        return around;
    }

    /** The same objects, which stand for the same content. */
    @SuppressWarnings("ReferenceEquality") // what was seen again is another object
    private static boolean same(Collection<Object> now, List<Object> before) {
        if (now.size() != before.size()) {
            return false;
        }
        int i = 0;
        for (Object one : now) {
            if (one != before.get(i++)) {
                return false;
            }
        }
        return true;
    }

    private boolean roomier(List<Prospects.Room> nowOpen) {
        for (Prospects.Room room : nowOpen) {
            Resources before = open.get(room.node());
            if (before == null || !room.free().fitsIn(before)) {
                return true;
            }
        }
        return false;
    }
}
