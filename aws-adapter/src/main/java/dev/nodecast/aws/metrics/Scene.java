package dev.nodecast.aws.metrics;

import dev.nodecast.aws.kubernetes.SaidCondition;
import dev.nodecast.scheduler.disruption.Outlook;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.state.ClusterState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What gauges are made of.
 *
 * @param sold what the cloud sells to a pool
 * @param outlook what could be disrupted
 * @param conditions of objects
 * @param nowNs the loop's time
 */
public record Scene(
        ClusterState state,
        Function<NodePool, List<InstanceType>> sold,
        Outlook outlook,
        List<SaidCondition> conditions,
        long nowNs) {

    private static final double NS = 1e9;

    public Scene {
        conditions = List.copyOf(conditions);
    }

    double secondsSince(long ns) {
        return Math.max(0, nowNs - ns) / NS;
    }

    static long ns(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond());
    }

    /** Cores for CPU, else what the resource is counted in. */
    static double amount(String resource, long amount) {
        return resource.equals("cpu") ? amount / 1000.0 : amount;
    }

    /** As Karpenter writes a resource in a label. */
    static String label(String resource) {
        return resource.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
    }
}
