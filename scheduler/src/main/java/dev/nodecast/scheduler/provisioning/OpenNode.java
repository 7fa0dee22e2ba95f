package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.PodShape.NodeWish;
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
    private @Nullable VolumeUse volumes;
    private List<Pod> placed = List.of();
    private long[] remaining;
    private Site site;

    /** @param volumes what is attached to it; null where nothing limits that */
    OpenNode(NodeFactTable.Standing standing, @Nullable VolumeUse volumes) {
        this.volumes = volumes;
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
                || (!shape.ports.isEmpty() && HostPorts.conflict(shape.ports, ports()))
                || shape.volumes().lost()
                || (volumes != null && !volumes.takes(shape.volumes().byDriver()))) {
            refused.add(demand);
            return null;
        }
        Constraint wished = rules.compiler().constraints().meet(site.constraint(), shape.wish.constraint(), false);
        if (wished == null) {
            return null;
        }
        if (shape.volumes().anywhere()) {
            return narrowed(demand, site.with(wished), rules);
        }
        for (NodeWish alternative : shape.volumes().alternatives()) {
            Site attachable = rules.attachable(site.with(wished), alternative, false);
            Site narrowed = attachable == null ? null : narrowed(demand, attachable, rules);
            if (narrowed != null) {
                return narrowed;
            }
        }
        return null;
    }

    private static @Nullable Site narrowed(Demand demand, Site wished, Rules rules) {
        Constraint narrowed = rules.topology().narrow(demand, wished, false);
        return narrowed == null ? null : wished.with(narrowed);
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
        if (volumes != null) {
            volumes = volumes.with(demand.shape.volumes().byDriver());
        }
    }
}
