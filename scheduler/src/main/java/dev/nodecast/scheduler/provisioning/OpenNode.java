package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the cluster with what the round has placed on it: the overlay over a {@link StateNode}. */
final class OpenNode {

    final StateNode state;
    private final NodeFacts facts;
    private final RefusedDemands refused = new RefusedDemands();
    private @Nullable List<HostPort> ports;
    private List<Pod> placed = List.of();
    private long[] remaining;
    private Site site;

    OpenNode(NodeFactTable.Standing standing) {
        this.state = standing.state();
        this.facts = standing.facts();
        this.remaining = facts.room();
        this.site = standing.site();
    }

    /** What is free; not to be changed. */
    long[] remaining() {
        return remaining;
    }

    Site site() {
        return site;
    }

    List<Pod> placed() {
        return placed;
    }

    /** The node's site with a pod of the demand on it, or null where it cannot go there. */
    @Nullable
    Site fit(Demand demand, Rules rules) {
        if (refused.has(demand)) {
            return null;
        }
        PodShape shape = demand.shape;
        if (facts.overcommitted()
                || !ResourceIndex.fits(shape.requests, remaining)
                || !shape.tolerates(facts.view().taints(), rules.compiler().taints())
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
        if (placed.isEmpty()) {
            placed = new ArrayList<>();
        }
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
