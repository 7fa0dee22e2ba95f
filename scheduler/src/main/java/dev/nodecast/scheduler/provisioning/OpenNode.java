package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the cluster with what the round has placed on it: the overlay over a {@link StateNode}. */
final class OpenNode {

    final StateNode state;
    final List<Pod> placed = new ArrayList<>();
    private final NodeFacts facts;
    private final RefusedDemands refused = new RefusedDemands();
    private @Nullable List<HostPort> ports;
    private long[] remaining;
    private boolean overcommitted;
    private Site site;

    OpenNode(StateNode state, NodeFacts facts, int host, Compiler compiler) {
        this.state = state;
        this.facts = facts;
        this.remaining = room(state, facts, compiler.resources());
        this.overcommitted = ResourceIndex.anyNegative(remaining);
        this.site = new Site(
                facts.constraint(), facts.hostname(), host, compiler.taints().taints(facts.taints()));
    }

    /**
     * What is free after pods and after the daemon pods that are still to come. A resource that the node does not name is
     * not counted, even where pods use it.
     */
    private static long[] room(StateNode state, NodeFacts facts, ResourceIndex index) {
        Resources allocatable = state.allocatable();
        long[] room = index.vector(allocatable);
        long[] used = index.vector(state.podRequests());
        long[] daemons = index.vector(facts.daemons());
        long[] daemonsThere = index.vector(state.daemonRequests());
        for (int i = 0; i < room.length; i++) {
            if (allocatable.names(index.name(i))) {
                long toCome = ResourceIndex.at(daemons, i) - ResourceIndex.at(daemonsThere, i);
                room[i] -= ResourceIndex.at(used, i) + Math.max(0, toCome);
            }
        }
        return room;
    }

    Site site() {
        return site;
    }

    /** The node's site with a pod of the demand on it, or null where it cannot go there. */
    @Nullable
    Site fit(Demand demand, Rules rules) {
        if (refused.has(demand)) {
            return null;
        }
        PodShape shape = demand.shape;
        if (overcommitted
                || !ResourceIndex.fits(shape.requests, remaining)
                || !shape.tolerates(facts.taints(), rules.compiler().taints())
                || !shape.wish.acceptsHost(site.hostname())
                || (!shape.ports.isEmpty() && HostPorts.conflict(shape.ports, ports()))) {
            refused.add(demand);
            return null;
        }
        Constraint wished = rules.compiler().constraints().meet(site.constraint(), shape.wish.constraint(), false);
        if (wished == null) {
            return null;
        }
        Site wishedSite = site.with(wished);
        Constraint narrowed = rules.topology().narrow(demand, wishedSite, false);
        return narrowed == null ? null : wishedSite.with(narrowed);
    }

    private List<HostPort> ports() {
        if (ports == null) {
            List<HostPort> taken = new ArrayList<>();
            state.pods().forEach(pod -> taken.addAll(HostPorts.of(pod.spec())));
            ports = taken;
        }
        return ports;
    }

    void add(Pod pod, Demand demand, Site fit) {
        placed.add(pod);
        long[] left = remaining.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] -= ResourceIndex.at(demand.shape.requests, i);
        }
        remaining = left;
        site = fit;
        if (!demand.shape.ports.isEmpty()) {
            ports().addAll(demand.shape.ports);
        }
    }
}
