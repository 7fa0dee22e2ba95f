package dev.nodecast.bed;

import dev.nodecast.aws.testbed.redis.SimulatedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The design's Deployment, at zero, and the queue whose length it is to be scaled by. The queue is in a server in this process that
 * speaks Redis' protocol.
 */
record DesignsQueue(Cluster cluster, Autoscalers autoscalers, SimulatedRedis redis) {

    static DesignsQueue begin(Cluster cluster) throws Exception {
        SimulatedRedis redis = new SimulatedRedis(0, "");
        cluster.endAfterwards(redis);
        cluster.applyResource("worker.yaml");
        cluster.apply(DesignManifests.of("nodepool-gpu.yaml"));
        cluster.apply(DesignManifests.of("deployment.yaml"));
        return new DesignsQueue(cluster, Autoscalers.of(cluster, "prod", "ai-worker"), redis);
    }

    void jobs(long count) {
        redis.list(0, "queue:pro", count);
    }

    /** One replica for each three jobs, twenty at most. */
    void scaledObject() {
        cluster.apply("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: ai-worker, namespace: prod}
                spec:
                  scaleTargetRef: {name: ai-worker}
                  minReplicaCount: 0
                  maxReplicaCount: 20
                  pollingInterval: 1
                  cooldownPeriod: 5
                  triggers:
                    - type: redis
                      metadata: {address: "%s", listName: "queue:pro", listLength: "3"}
                """.formatted(redis.address()));
    }

    /** The queue as the external metric {@code queue_length}. */
    Path metricSources(Path folder) throws IOException {
        return Files.writeString(folder.resolve("queues.yaml"), """
                series:
                  - metric: queue_length
                    namespace: prod
                    labels: {queue: pro}
                    type: redis
                    metadata: {address: "%s", listName: "queue:pro"}
                """.formatted(redis.address()));
    }

    /** A controller that scales, and looks more often than by default. */
    LiveController scaling(String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--no-leader-elect",
                "--autoscale",
                "scale",
                "--metric-interval",
                "1s",
                "--autoscale-sync-period",
                "2s"));
        options.addAll(List.of(more));
        return cluster.controller(options.toArray(String[]::new));
    }

    LiveController serving(Path folder) throws IOException {
        return cluster.controller(autoscalers.serving(metricSources(folder)).toArray(String[]::new));
    }
}
