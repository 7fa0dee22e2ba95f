package dev.nodecast.bed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.journal.JournalReader;
import dev.nodecast.scenarios.journal.RecordedSession;
import dev.nodecast.scenarios.journal.SessionReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --autoscale scale}: Nodecast scales the design's Deployment by the length of a queue. */
@OnTheBed
class AutoscaleScaleIT {

    private static final Duration PATIENCE = Autoscalers.PATIENCE;

    @TempDir
    private Path folder;

    @Test
    void aScaledObjectIsScaledFromZeroToTwentyAndBackAndReplaysTheSame(Cluster cluster) throws Exception {
        DesignsQueue queue = DesignsQueue.begin(cluster);
        Autoscalers autoscalers = queue.autoscalers();
        Path journal = folder.resolve("journal");
        LiveController controller = queue.scaling("--journal", journal.toString());
        queue.scaledObject();
        cluster.eventually("it is ready", PATIENCE, () -> autoscalers.is("Ready", "True"));
        assertThat(autoscalers.replicas()).isZero();

        queue.jobs(60); // 60 / 3 = 20
        autoscalers.reaches(20);
        cluster.eventually("it is active", PATIENCE, () -> autoscalers.is("Active", "True"));
        cluster.isConsistent();
        queue.jobs(0);
        autoscalers.reaches(0);
        cluster.eventually(
                "it says so",
                PATIENCE,
                () -> autoscalers.hasEvent("ScaledObject", "KEDAScaleTargetDeactivated", "from 20 to 0"));

        queue.redis().close();
        cluster.eventually(
                "a queue that is silent is told of",
                PATIENCE,
                () -> autoscalers.is("Ready", "False")
                        && autoscalers.hasEvent(
                                "ScaledObject",
                                "KEDAScalerFailed",
                                "redis " + queue.redis().address()));
        controller.close();

        List<RecordedSession> sessions = JournalReader.sessions(journal);
        assertThat(sessions).hasSize(1);
        SessionReplay replay = SessionReplay.of(sessions.getFirst());
        assertThat(replay.agreed()).as(String.valueOf(replay.outcome())).isTrue();
        assertThat(replay.outcome().extent().decisions()).isGreaterThan(5);
    }

    @Test
    void anHpaOfItsGroupIsScaledAndKubernetesKeepsOff(Cluster cluster) throws Exception {
        DesignsQueue queue = DesignsQueue.begin(cluster);
        Autoscalers autoscalers = queue.autoscalers();
        queue.scaling("--metric-sources", queue.metricSources(folder).toString());
        cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata:
                  name: ai-worker
                  namespace: prod
                  annotations: {nodecast.dev/min-replicas: "0"}
                spec:
                  scaleTargetRef: {apiVersion: nodecast.dev/v1, kind: Deployment, name: ai-worker}
                  minReplicas: 1
                  maxReplicas: 3
                  behavior: {scaleDown: {stabilizationWindowSeconds: 0}}
                  metrics:
                    - type: External
                      external:
                        metric: {name: queue_length, selector: {matchLabels: {queue: pro}}}
                        target: {type: AverageValue, averageValue: "3"}
                """);
        queue.jobs(9);
        autoscalers.reaches(3);
        queue.jobs(0);
        autoscalers.reaches(0);
        assertThat(autoscalers.hasEvent("HorizontalPodAutoscaler", "SuccessfulRescale", "from"))
                .isTrue();
        cluster.eventually(
                "Kubernetes says that it does not find the target",
                PATIENCE,
                () -> autoscalers.hpa("ai-worker").getStatus().getConditions().stream()
                        .anyMatch(each -> "FailedGetScale".equals(each.getReason())));
    }

    @Test
    void aShadowDecidesAndScalesNothing(Cluster cluster) throws Exception {
        DesignsQueue queue = DesignsQueue.begin(cluster);
        queue.jobs(60);
        queue.scaledObject();
        LiveController shadow = cluster.controller("--shadow", "--autoscale", "scale", "--metric-interval", "1s");
        cluster.eventually(
                "it would have scaled",
                PATIENCE,
                () -> shadow.log().contains("ai-worker, from=0, to=1, why=a trigger became active"));
        queue.autoscalers().nothingIsScaled();
        assertThat(queue.autoscalers().condition("Ready")).isEmpty();
    }
}
