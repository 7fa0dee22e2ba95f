package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rules out consolidations that no what-if could find, from free room and prices alone. Everything but resources is left
 * out, so that what is ruled out is impossible, and what is not may still be.
 *
 * <p>A pod that fits into the free room of no other node is stuck: it needs the one new node that a consolidation may
 * launch, and that has to be cheaper than all nodes that go.
 */
@LookupOnly("stuck: asked for one candidate at a time")
final class Prospects {

    private final List<Room> rooms = new ArrayList<>();
    private final Map<Resources, Places> places = new LinkedHashMap<>();
    private final IdentityHashMap<Candidate, Stuck> stuck = new IdentityHashMap<>();
    private final Market all;
    private final Market withoutSpot;

    /** A node that takes moved pods, with what is free there. */
    record Room(StateNode node, Resources free) {}

    /** Two nodes with room for a pod: any pod on one of them could go to the other. */
    private record Places(
            @Nullable StateNode first, @Nullable StateNode second) {}

    /** What the stuck pods of a node ask for; no pod at all is {@link #NONE}. */
    private record Stuck(boolean any, Resources requests) {
        static final Stuck NONE = new Stuck(false, Resources.NONE);
    }

    /** @param withoutSpot the prices that count when spot nodes alone are replaced */
    record Markets(Market all, Market withoutSpot) {}

    Prospects(ClusterState state, RoomTable table, Markets markets, long nowNs) {
        this.all = markets.all;
        this.withoutSpot = markets.withoutSpot;
        for (StateNode node : state.nodes()) {
            if (!node.leaving() && node.initialized() && !closed(node, state, nowNs)) {
                rooms.add(new Room(node, table.free(node)));
            }
        }
    }

    /** Pods that are moved do not go where pods came or went a short time ago. */
    private static boolean closed(StateNode node, ClusterState state, long nowNs) {
        NodeClaim claim = node.claim();
        String poolName = node.nodePool();
        NodePool pool = poolName == null ? null : state.pool(poolName);
        return claim != null
                && claim.initialized()
                && pool != null
                && pool.replicas() == null
                && !pool.meta().deleting()
                && pool.disruption().consolidateAfterNs() != null
                && nowNs < Survey.consolidatableNs(claim, pool);
    }

    /** The nodes that take moved pods, with what is free there. */
    List<Room> open() {
        return Collections.unmodifiableList(rooms);
    }

    /** Whether the nodes could perhaps go together. */
    boolean possible(List<Candidate> candidates) {
        long price = 0;
        boolean allSpot = true;
        boolean anyStuck = false;
        Resources requests = Resources.NONE;
        for (Candidate candidate : candidates) {
            Stuck own = stuck(candidate);
            price += candidate.priceMicroUsdPerHour;
            allSpot &= candidate.spot();
            if (own.any) {
                anyStuck = true;
                requests = requests.plus(own.requests);
            }
        }
        // Sums may be off by rounding, a single price is not.
        long limit = candidates.size() == 1 ? price - 1 : price;
        return !anyStuck || market(allSpot).offersUpTo(limit, requests);
    }

    private Market market(boolean allSpot) {
        return allSpot ? withoutSpot : all;
    }

    /**
     * Whether no choice of these nodes could go: each has stuck pods whose share of the cheapest possible node costs more
     * than the node does, counted in the same resource for all.
     */
    boolean hopeless(List<Candidate> candidates) {
        boolean allSpot = candidates.stream().allMatch(Candidate::spot);
        TreeSet<String> resources = new TreeSet<>();
        for (Candidate candidate : candidates) {
            Stuck own = stuck(candidate);
            if (!own.any) {
                return false;
            }
            resources.addAll(own.requests.names());
        }
        return resources.stream().anyMatch(resource -> worthwhileNowhere(candidates, resource, market(allSpot)));
    }

    private boolean worthwhileNowhere(List<Candidate> candidates, String resource, Market market) {
        Double unit = market.unitPrice(resource);
        for (Candidate candidate : candidates) {
            long amount = stuck(candidate).requests.get(resource);
            if (amount == 0 || (unit != null && unit * amount <= candidate.priceMicroUsdPerHour)) {
                return false;
            }
        }
        return true;
    }

    private Stuck stuck(Candidate candidate) {
        Stuck known = stuck.get(candidate);
        if (known == null) {
            known = find(candidate);
            stuck.put(candidate, known);
        }
        return known;
    }

    private Stuck find(Candidate candidate) {
        boolean any = false;
        Resources requests = Resources.NONE;
        for (Pod pod : candidate.moving) {
            if (pod.phase() == Pod.Phase.PENDING) {
                // It may go where others may not yet.
                return Stuck.NONE;
            }
            if (!fitsElsewhere(pod.spec().requests(), candidate.node)) {
                any = true;
                requests = requests.plus(pod.spec().requests());
            }
        }
        return any ? new Stuck(true, requests) : Stuck.NONE;
    }

    private boolean fitsElsewhere(Resources requests, StateNode from) {
        Places found = places.get(requests);
        if (found == null) {
            found = search(requests);
            places.put(requests, found);
        }
        return (found.first != null && found.first != from) || found.second != null;
    }

    private Places search(Resources requests) {
        StateNode first = null;
        for (Room room : rooms) {
            if (requests.fitsIn(room.free)) {
                if (first != null) {
                    return new Places(first, room.node);
                }
                first = room.node;
            }
        }
        return new Places(first, null);
    }
}
