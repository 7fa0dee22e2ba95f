package dev.nodecast.bed;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --autoscale metrics}: Kubernetes' own autoscaler scales the design's Deployment by what Nodecast serves. */
@OnTheBed
class AutoscaleMetricsIT {

    private static final Duration PATIENCE = Autoscalers.PATIENCE;

    @TempDir
    private Path folder;

    @Test
    void kubernetesScalesToZeroToTwentyAndBack(Cluster cluster) throws Exception {
        DesignsQueue queue = DesignsQueue.begin(cluster);
        Autoscalers autoscalers = queue.autoscalers();
        queue.serving(folder);
        autoscalers.metricsAreAvailable();
        // Kubernetes leaves a target alone that it did not scale to zero itself.
        cluster.scale("prod", "ai-worker", 1);
        cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: ai-worker, namespace: prod}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ai-worker}
                  minReplicas: 0
                  maxReplicas: 20
                  behavior:
                    scaleUp: {policies: [{type: Pods, value: 20, periodSeconds: 15}]}
                    scaleDown: {stabilizationWindowSeconds: 0}
                  metrics:
                    - type: External
                      external:
                        metric: {name: queue_length, selector: {matchLabels: {queue: pro}}}
                        target: {type: AverageValue, averageValue: "3"}
                """);
        autoscalers.reaches(0);
        queue.jobs(60);
        autoscalers.reaches(20);
        queue.jobs(0);
        autoscalers.reaches(0);

        queue.redis().close();
        cluster.eventually(
                "a queue that is silent is told of",
                PATIENCE,
                () -> autoscalers.hasEvent(
                        "HorizontalPodAutoscaler",
                        "FailedGetExternalMetric",
                        "redis " + queue.redis().address()));
    }
}
