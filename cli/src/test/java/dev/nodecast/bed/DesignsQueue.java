package dev.nodecast.bed;

import dev.nodecast.aws.testbed.redis.SimulatedRedis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The design's Deployment, at zero, and the queue whose length it is to be scaled by. The queue is in a server in this process that
 * speaks Redis' protocol.
 */
record DesignsQueue(Cluster cluster, Autoscalers autoscalers, SimulatedRedis redis) {

    private static final String LIBRARY = "/dev/nodecast/scenarios/library/manifests/design-corrected/";

    static DesignsQueue begin(Cluster cluster) throws Exception {
        SimulatedRedis redis = new SimulatedRedis(0, "");
        cluster.endAfterwards(redis);
        cluster.applyResource("worker.yaml");
        cluster.apply(manifest("nodepool-gpu.yaml"));
        cluster.apply(manifest("deployment.yaml"));
        return new DesignsQueue(cluster, Autoscalers.of(cluster, "prod", "ai-worker"), redis);
    }

    /** The manifests as the library has them, but for the class of the nodes, which kwok fakes. */
    private static String manifest(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Cluster.class.getResourceAsStream(LIBRARY + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("group: karpenter.k8s.aws", "group: karpenter.kwok.sh")
                    .replace("kind: EC2NodeClass", "kind: KWOKNodeClass");
        }
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
