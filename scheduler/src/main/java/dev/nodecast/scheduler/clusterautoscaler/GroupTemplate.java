package dev.nodecast.scheduler.clusterautoscaler;

import dev.nodecast.scheduler.model.DaemonSet;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the nodes of a group are taken to be like.
 *
 * @param labels of a new node
 * @param taints that stay
 * @param room what pods can have of it beside the daemonsets
 * @param type the shape of all
 * @param overrides what a launch may buy, cheapest first
 */
record GroupTemplate(
        NodeGroup group,
        NodePool pool,
        Labels labels,
        List<Taint> taints,
        Resources room,
        InstanceType type,
        List<CloudProvider.Override> overrides) {

    /** The template of a group; none while its pool is not known or nothing of it is sold. */
    static Optional<GroupTemplate> of(NodeGroup group, ClusterState state, CloudProvider cloud) {
        NodePool pool = state.pool(group.nodePool());
        if (pool == null) {
            return Optional.empty();
        }
        List<InstanceType> sold = cloud.instanceTypes(pool);
        List<CloudProvider.Override> overrides = overrides(group, sold);
        Optional<InstanceType> first = sold.stream()
                .filter(type -> type.name().equals(group.instanceTypes().getFirst()))
                .findFirst();
        return overrides.isEmpty() ? Optional.empty() : first.map(type -> of(group, pool, type, overrides, state));
    }

    private static GroupTemplate of(
            NodeGroup group,
            NodePool pool,
            InstanceType type,
            List<CloudProvider.Override> overrides,
            ClusterState state) {
        Labels labels = pool.template()
                .labels()
                .with(WellKnown.NODE_POOL, pool.name())
                .with(WellKnown.CAPACITY_TYPE, group.capacityType())
                .with(WellKnown.INSTANCE_TYPE, type.name())
                .with(WellKnown.ZONE, overrides.getFirst().zone());
        for (var known : type.labels().entrySet()) {
            if (known.getValue().size() == 1 && !labels.has(known.getKey())) {
                labels = labels.with(known.getKey(), known.getValue().getFirst());
            }
        }
        Resources room = type.allocatable();
        for (DaemonSet daemon : state.daemonSets()) {
            if (PodFit.accepts(daemon.template().spec(), labels, pool.template().taints())) {
                room = room.minus(daemon.template().spec().requests());
            }
        }
        return new GroupTemplate(group, pool, labels, pool.template().taints(), room, type, overrides);
    }

    private static List<CloudProvider.Override> overrides(NodeGroup group, List<InstanceType> sold) {
        List<CloudProvider.Override> overrides = new ArrayList<>();
        for (InstanceType type : sold) {
            for (Offering offering : type.offerings()) {
                boolean wanted = offering.capacityType().equals(group.capacityType())
                        && (group.zones().isEmpty() || group.zones().contains(offering.zone()));
                if (wanted && group.instanceTypes().contains(type.name())) {
                    overrides.add(
                            new CloudProvider.Override(type.name(), offering.zone(), offering.priceMicroUsdPerHour()));
                }
            }
        }
        overrides.sort(Comparator.comparingLong(CloudProvider.Override::priceMicroUsdPerHour)
                .thenComparing(CloudProvider.Override::instanceType)
                .thenComparing(CloudProvider.Override::zone));
        return overrides;
    }
}
