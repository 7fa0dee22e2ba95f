package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.RepairPolicy;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures how long it takes from the last pod of a batch that was seen waiting until the cloud is asked for its nodes. */
final class LaunchLatency {

    private final AtomicLong waitingSinceNs = new AtomicLong(Long.MIN_VALUE);
    private final LongSupplier wallNs;
    private final LongConsumer launchedAfter;

    /** @param launchedAfter told of each launch, in nanoseconds */
    LaunchLatency(LongSupplier wallNs, LongConsumer launchedAfter) {
        this.wallNs = wallNs;
        this.launchedAfter = launchedAfter;
    }

    void observed(Observation observation) {
        if (observation instanceof Observation.PodObserved(var pod) && pod.provisionable()) {
            waitingSinceNs.set(wallNs.getAsLong());
        }
    }

    private void launched() {
        long since = waitingSinceNs.get();
        if (since != Long.MIN_VALUE) {
            launchedAfter.accept(wallNs.getAsLong() - since);
        }
    }

    /** The cloud, with an eye on when it is asked. */
    CloudProvider watched(CloudProvider cloud) {
        return new CloudProvider() {
            @java.lang.Override
            public List<InstanceType> instanceTypes(NodePool pool) {
                return cloud.instanceTypes(pool);
            }

            @java.lang.Override
            public void launch(LaunchRequest request) {
                launched();
                cloud.launch(request);
            }

            @java.lang.Override
            public void terminate(String providerId) {
                cloud.terminate(providerId);
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
                cloud.listInstances();
            }
        };
    }
}
