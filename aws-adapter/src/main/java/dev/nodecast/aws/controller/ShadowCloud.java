package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.RepairPolicy;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cloud that is asked for prices only. Launches are answered as if the cheapest offering had been bought, so that the pods count
 * as cared for; nothing is launched or ended.
 */
final class ShadowCloud implements CloudProvider {

    private final CloudProvider cloud;
    private final Consumer<Observation> answers;
    private final Predicate<String> wanted;
    private final Function<String, @Nullable NodePool> pools;

    /**
     * A cloud behind a shadow.
     *
     * @param wanted whether a claim is one that only the shadow has: launches of others are their owner's affair
     * @param pools the pools by name
     */
    ShadowCloud(
            CloudProvider cloud,
            Consumer<Observation> answers,
            Predicate<String> wanted,
            Function<String, @Nullable NodePool> pools) {
        this.cloud = cloud;
        this.answers = answers;
        this.wanted = wanted;
        this.pools = pools;
    }

    @java.lang.Override
    public List<InstanceType> instanceTypes(NodePool pool) {
        return cloud.instanceTypes(pool);
    }

    @java.lang.Override
    public void launch(LaunchRequest request) {
        NodePool pool = pools.apply(request.nodePool());
        if (!wanted.test(request.nodeClaim()) || pool == null) {
            return;
        }
        Override cheapest = request.overrides().getFirst();
        cloud.instanceTypes(pool).stream()
                .filter(type -> type.name().equals(cheapest.instanceType()))
                .findFirst()
                .ifPresent(type -> answers.accept(launched(request, type, cheapest)));
    }

    private static Observation launched(LaunchRequest request, InstanceType type, Override chosen) {
        TreeMap<String, String> labels = new TreeMap<>();
        type.labels().forEach((key, values) -> {
            if (values.size() == 1) {
                labels.put(key, values.getFirst());
            }
        });
        labels.put(WellKnown.INSTANCE_TYPE, type.name());
        labels.put(WellKnown.ZONE, chosen.zone());
        labels.put(WellKnown.CAPACITY_TYPE, request.capacityType());
        return new Observation.Launched(
                request.nodeClaim(),
                "shadow://" + request.nodeClaim(),
                new Observation.Offer(
                        type.name(),
                        chosen.zone(),
                        request.capacityType(),
                        chosen.priceMicroUsdPerHour(),
                        chosen.reservation()),
                new Labels(labels),
                type.capacity(),
                type.allocatable());
    }

    @java.lang.Override
    public void terminate(String providerId) {
        // Whoever owns the instance ends it.
    }

    @java.lang.Override
    public @Nullable String drifted(NodeClaim claim) {
        return cloud.drifted(claim);
    }

    @java.lang.Override
    public List<RepairPolicy> repairPolicies() {
        return cloud.repairPolicies();
    }

    @java.lang.Override
    public void listInstances() {
        // What is an orphan is its owner's to say.
    }
}
