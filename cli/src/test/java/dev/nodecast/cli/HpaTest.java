package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code nodecast hpa} as people use it who tune an autoscaler without a cluster. */
class HpaTest {

    private static final String HPA = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: { name: worker, namespace: prod }
            spec:
              scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: worker }
              minReplicas: 1
              maxReplicas: 20
              metrics:
                - type: External
                  external:
                    metric: { name: celery_queue_length }
                    target: { type: AverageValue, averageValue: "3" }
              behavior:
                scaleUp: { policies: [{ type: Percent, value: 100, periodSeconds: 15 }] }
            """;
    private static final String CPU_HPA = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: { name: worker, namespace: prod }
            spec:
              scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: worker }
              maxReplicas: 20
              metrics:
                - type: Resource
                  resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } }
            """;
    private static final String SCALED_OBJECT = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: { name: worker-scaler, namespace: prod }
            spec:
              scaleTargetRef: { name: worker }
              cooldownPeriod: 60
              triggers:
                - type: redis
                  metadata: { listName: "queue:pro", listLength: "3" }
            """;
    private static final String CRON_OBJECT = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: { name: worker-scaler, namespace: prod }
            spec:
              scaleTargetRef: { name: worker }
              triggers:
                - type: cron
                  metadata: { timezone: Asia/Seoul, start: "0 9 * * *", end: "0 18 * * *", desiredReplicas: "5" }
            """;
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: %s, namespace: prod }
            spec:
              replicas: 2
              selector: { matchLabels: { app: worker } }
              template:
                metadata: { labels: { app: worker } }
                spec:
                  containers:
                    - name: worker
                      image: worker:1
                      resources: { requests: { cpu: "1", memory: 1Gi } }
            """;

    @TempDir
    private Path folder;

    private String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value every 15 s. */
    private String series(String column, String... values) {
        StringBuilder csv = new StringBuilder("time_s," + column + "\n");
        for (int i = 0; i < values.length; i++) {
            csv.append(15 * i).append(',').append(values[i]).append('\n');
        }
        return file("series.csv", csv.toString());
    }

    private CommandLine replay(String manifest, String series, String... more) {
        List<String> args = new ArrayList<>(List.of("hpa", "--hpa", file("hpa.yaml", manifest), "--metrics", series));
        args.addAll(List.of(more));
        return nodecast(args.toArray(String[]::new));
    }

    private List<Integer> desired(CommandLine run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        List<Integer> desired = new ArrayList<>();
        run.json().get("syncs").forEach(sync -> desired.add(sync.get("desired").asInt()));
        return desired;
    }

    @Test
    void eachSyncShowsWhatTheMetricAsksForAndWhatTheLimitsLeave() {
        CommandLine run = replay(HPA, series("celery_queue_length", "0", "30", "30", "30", "30", "30"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("HorizontalPodAutoscaler prod/worker scales Deployment worker: 6 steps, 4 changes")
                .containsPattern("0:00:15 +hpa +30 +1 +1 +10 +10 +2 +external metric celery_queue_length above target;"
                        + " ScaleUpLimit")
                .containsPattern("0:01:15 +hpa +30 +10 +10 +10 +10 +10 +no change");
    }

    @Test
    void theReplicasDoubleUnderAPolicyOfAHundredPercent() {
        String series = series("celery_queue_length", "0", "30", "30", "30", "30", "30");
        assertThat(desired(replay(HPA, series, "--format", "json"))).containsExactly(1, 2, 4, 8, 10, 10);
        assertThat(desired(replay(HPA, series, "--format", "json", "--replicas", "6")))
                .containsExactly(6, 10, 10, 10, 10, 10);
    }

    @Test
    void aChartShowsReplicasAndMetricOverTime() {
        CommandLine run = replay(HPA, series("celery_queue_length", "0", "30", "30"), "--format", "chart");
        assertThat(run.out()).contains("replicas\n", "celery_queue_length\n", "30 │ ██", "4 │");
    }

    @Test
    void theTotalCpuIsSharedByTheReadyPodsAndComparedWithTheirRequests() {
        String manifest = CPU_HPA + "---\n" + DEPLOYMENT.formatted("worker");
        // 2 pods share 3 cores of 1 requested each: 150 % of a target of 50 % asks for 6; 6 pods use 50 %.
        assertThat(desired(replay(manifest, series("cpu", "3", "3", "3"), "--format", "json")))
                .containsExactly(4, 6, 6);
    }

    @Test
    void kedaStartsTheFirstPodAtAPollAndTheHpaGoesOn() {
        CommandLine run =
                replay(SCALED_OBJECT, series("queue:pro", "0", "0", "30", "30", "30", "30", "30"), "--format", "json");
        List<String> changes = new ArrayList<>();
        for (JsonNode sync : run.json().get("syncs")) {
            if (sync.get("desired").asInt() != sync.get("replicas").asInt()) {
                changes.add(sync.get("timeSeconds") + " " + sync.get("by").asString() + " " + sync.get("desired"));
            }
        }
        assertThat(changes).containsExactly("30.25 keda 1", "45 hpa 4", "60 hpa 8", "75 hpa 10");
    }

    @Test
    void aCronTriggerFollowsTheCalendarOfTheSeries() {
        String office =
                file("office.csv", "timestamp,none\n2026-10-01T08:59:50+09:00,0\n2026-10-01T09:01:00+09:00,0\n");
        CommandLine run = replay(CRON_OBJECT, office, "--format", "json");
        JsonNode last = run.json().get("syncs").get(run.json().get("syncs").size() - 1);
        assertThat(last.get("desired").asInt()).isPositive();

        CommandLine relative = replay(CRON_OBJECT, series("none", "0", "0"));
        assertThat(relative.exitCode()).isEqualTo(2);
        assertThat(relative.err()).contains("a cron trigger needs a series with times of the calendar");
    }

    @Test
    void anOutageOfTheMetricScalesNothingDown() {
        String gap = series("celery_queue_length", "9", "9", "9", "", "", "", "9");
        CommandLine refused = replay(HPA, gap, "--replicas", "3");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("series.csv:5", "the metric series has a gap", "--gaps missing");

        CommandLine missing = replay(HPA, gap, "--replicas", "3", "--gaps", "missing", "--format", "json");
        assertThat(missing.json()
                        .get("syncs")
                        .get(4)
                        .get("conditions")
                        .get("ScalingActive")
                        .asString())
                .isEqualTo("False/FailedGetExternalMetric");
        assertThat(replay(HPA, gap, "--replicas", "3", "--gaps", "hold", "--format", "json")
                        .json()
                        .get("syncs")
                        .get(4)
                        .get("metricDesired")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aMissingRowIsAGapToo() {
        String csv = "time_s,celery_queue_length\n0,9\n15,9\n30,9\n75,9\n90,9\n";
        assertThat(replay(HPA, file("holes.csv", csv)).err()).contains("a gap of 45 s", "after 30 s");
    }

    @Test
    void textAmongTheValuesIsNamedWithItsLine() {
        CommandLine run = replay(HPA, series("celery_queue_length", "9", "many", "9"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("series.csv:3", "celery_queue_length 'many'", "a number, 0 or more");
    }

    @Test
    void aMetricWithoutItsColumnIsNamed() {
        String series = file("two.csv", "time_s,a,b\n0,1,1\n15,1,1\n");
        CommandLine run = replay(HPA, series);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("celery_queue_length", "the columns `a`, `b`");
    }

    @Test
    void aTargetThatDoesNotExistIsRefused() {
        CommandLine run = replay(HPA + "---\n" + DEPLOYMENT.formatted("worker-v2"), series("celery_queue_length", "1"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "the target of HorizontalPodAutoscaler prod/worker does not exist",
                        "Deployment prod/worker-v2");
    }

    @Test
    void anHpaBesideAScaledObjectOnOneTargetIsRefused() {
        CommandLine run = replay(HPA + "---\n" + SCALED_OBJECT, series("celery_queue_length", "1"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("scale the same target", "AmbiguousSelector");
    }

    @ParameterizedTest
    @CsvSource({
        "'minReplicas: 1', 'minReplicas: 30', 'minReplicas is above maxReplicas'",
        "'policies: [{ type: Percent, value: 100, periodSeconds: 15 }]', 'policies: []', '`policies` has no policy'",
        "'averageValue: \"3\"', 'averageValue: \"0\"', 'a target must be above zero'",
        "'maxReplicas: 20', 'maxReplica: 20', 'there is no field `maxReplica`'"
    })
    void anImpossibleAutoscalerIsRefused(String part, String replacement, String complaint) {
        assertThat(HPA).contains(part);
        CommandLine run = replay(HPA.replace(part, replacement), series("celery_queue_length", "1"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(complaint, "hpa.yaml:");
    }

    @Test
    void aTriggerThatCannotBeReplayedIsNamed() {
        CommandLine run = replay(SCALED_OBJECT.replace("type: redis", "type: kafka"), series("queue:pro", "1"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("kafka", "aws-sqs-queue", "redis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--hpa x.yaml", "--metrics x.csv", "", "--vectors x --metrics y", "--replicas -1"})
    void halfACommandLineIsRefused(String args) {
        CommandLine run = nodecast(("hpa " + args).strip().split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aRecordedSyncIsAnsweredInItsFormat() {
        String vectors = file("vectors.json", """
                [{"id": "one", "input": {
                   "hpa": {"maxReplicas": 20, "metrics": [{"type": "External", "external": {
                       "metric": {"name": "queue"}, "target": {"type": "AverageValue", "averageValue": "3"}}}],
                     "behavior": null},
                   "scaledToZeroCondition": "absent", "specReplicas": 2, "statusReplicas": 2, "pods": [],
                   "metrics": {"externalMilli": {"queue": [12000, 6000]}},
                   "history": {"recommendations": [{"secondsAgo": 15, "replicas": 2}],
                     "scaleUpEvents": [], "scaleDownEvents": []}}}]
                """);
        JsonNode answer = nodecast("hpa", "--vectors", vectors).json().get("one");
        assertThat(answer.get("metricDesiredReplicas").asInt()).isEqualTo(6);
        assertThat(answer.get("desiredReplicas").asInt()).isEqualTo(4); // at most max(2 · 2, 4) in a step
        assertThat(answer.get("conditions").toString()).contains("ScaleUpLimit");
        assertThat(answer.get("recommendationsAfter").toString())
                .isEqualTo("[{\"secondsAgo\":15,\"replicas\":2},{\"secondsAgo\":0,\"replicas\":6}]");
    }

    @Test
    void aTrajectoryIsAnsweredInColumns() {
        String trajectory = file("trajectory.json", """
                {"id": "t", "metricKind": "external", "initialReplicas": 1, "syncPeriodSeconds": 15,
                 "podStartupSeconds": 0, "initialScaledToZero": "absent", "controllerRestartAtStep": -1,
                 "hpa": {"minReplicas": 1, "maxReplicas": 5, "metrics": [{"type": "External", "external": {
                     "metric": {"name": "queue"}, "target": {"type": "AverageValue", "averageValue": "3"}}}]},
                 "metricMilli": [3000, null, 30000]}
                """);
        assertThat(nodecast("hpa", "--trajectory", trajectory).json().toString())
                .isEqualTo("{\"metricDesired\":[1,null,10],\"stabilized\":[1,null,10],\"desired\":[1,1,4]}");
    }

    @Test
    void aFileThatIsNoVectorsFileIsRefusedByName() {
        CommandLine run = nodecast("hpa", "--vectors", file("odd.json", "[{\"id\": 3}]"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("odd.json:1");
    }
}
