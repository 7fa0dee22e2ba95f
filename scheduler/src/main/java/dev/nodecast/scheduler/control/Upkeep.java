package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.lifecycle.Claims;
import dev.nodecast.scheduler.lifecycle.CloudDrift;
import dev.nodecast.scheduler.lifecycle.GarbageCollection;
import dev.nodecast.scheduler.lifecycle.NodeRepair;
import dev.nodecast.scheduler.lifecycle.Termination;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.state.ClusterState;

/** The slow loops that keep nodes in order: what the cloud finds changed, what is broken, what was left behind. */
final class Upkeep {

    private final CloudDrift drift;
    private final NodeRepair repair;
    private final GarbageCollection collection;
    private final Ports ports;

    Upkeep(Claims claims, Termination termination, ClusterState state, Ports ports) {
        this.ports = ports;
        drift = new CloudDrift(claims, state, ports.cloud(), ports.clock());
        repair = new NodeRepair(
                termination,
                state,
                new NodeRepair.World(ports.clock(), ports.timers(), ports.cloud(), ports.journal()));
        collection = new GarbageCollection(
                termination,
                state,
                new GarbageCollection.World(ports.clock(), ports.timers(), ports.cloud(), ports.journal()));
    }

    void start() {
        drift.start(ports.timers());
        collection.start();
    }

    void listed(Observation.InstancesListed list) {
        collection.listed(list.providerIds());
    }

    void health(Observation.NodeHealthObserved health) {
        repair.observed(health.node(), health.conditions());
    }

    void nodeGone(String node) {
        repair.gone(node);
    }
}
