package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.sim.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The choice of Karpenter's kwok provider: the cheapest of all offerings that a claim allows; of one type's equal prices a
 * random one, of several types the first by name.
 *
 * @param terminating told of each instance that is to end
 */
record KwokCloud(CloudProvider cloud, RandomStream ties, Consumer<String> terminating) implements CloudProvider {

    @java.lang.Override
    public List<InstanceType> instanceTypes(NodePool pool) {
        return cloud.instanceTypes(pool);
    }

    @java.lang.Override
    public void launch(LaunchRequest request) {
        List<Override> cheapest = new ArrayList<>();
        for (Override candidate : request.overrides()) {
            Override best = cheapest.isEmpty() ? candidate : cheapest.getFirst();
            if (candidate.priceMicroUsdPerHour() < best.priceMicroUsdPerHour()) {
                cheapest.clear();
            }
            if (cheapest.isEmpty() || sameTypeAndPrice(candidate, best)) {
                cheapest.add(candidate);
            }
        }
        Override chosen = cheapest.get(ties.nextInt(cheapest.size()));
        cloud.launch(
                new LaunchRequest(request.nodeClaim(), request.nodePool(), request.capacityType(), List.of(chosen)));
    }

    private static boolean sameTypeAndPrice(Override a, Override b) {
        return a.instanceType().equals(b.instanceType()) && a.priceMicroUsdPerHour() == b.priceMicroUsdPerHour();
    }

    @java.lang.Override
    public void terminate(String providerId) {
        terminating.accept(providerId);
        cloud.terminate(providerId);
    }

    @java.lang.Override
    public void listInstances() {
        cloud.listInstances();
    }
}
