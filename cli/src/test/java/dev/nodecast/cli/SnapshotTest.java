package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code nodecast snapshot} on what kubectl prints. */
class SnapshotTest {

    private static final String CLUSTER = """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Node
              metadata:
                name: ip-10-0-0-1
                labels:
                  node.kubernetes.io/instance-type: t4g.medium
                  topology.kubernetes.io/zone: ap-northeast-2a
                  topology.kubernetes.io/region: ap-northeast-2
                  kubernetes.io/arch: arm64
                  role: system
              status:
                nodeInfo: {kubeletVersion: v1.34.1-eks-abc}
                images: [{names: ["web:1"], sizeBytes: 123456789}]
            - apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: web
                namespace: prod
                uid: 11111111-2222-3333-4444-555555555555
                managedFields: [{manager: kubectl}]
                annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"a": "password"}'}
              spec:
                replicas: 3
                selector: {matchLabels: {app: web}}
                template:
                  metadata: {labels: {app: web}}
                  spec:
                    containers:
                    - name: web
                      image: web:1
                      env: [{name: TOKEN, value: hunter2}]
                      resources: {requests: {cpu: 100m, memory: 64Mi}}
              status: {replicas: 3}
            - apiVersion: apps/v1
              kind: StatefulSet
              metadata: {name: db, namespace: prod}
              spec:
                replicas: 1
                serviceName: db
                selector: {matchLabels: {app: db}}
                template:
                  metadata: {labels: {app: db}}
                  spec:
                    containers: [{name: db, image: "db:1", resources: {requests: {cpu: 100m, memory: 64Mi}}}]
            - apiVersion: v1
              kind: Secret
              metadata: {name: s, namespace: prod}
              data: {key: c2VjcmV0}
            """;

    @TempDir
    Path folder;

    private Path cluster() throws IOException {
        return Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
    }

    private static String everything(Path snapshot) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(snapshot)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void aSnapshotIsAScenarioThatRunsAtOnce() throws IOException {
        Path snapshot = folder.resolve("snapshot");
        CommandLine taken =
                nodecast("snapshot", "--input", cluster().toString(), "--duration", "2h", "-o", snapshot.toString());
        assertThat(taken.exitCode()).as(taken.err()).isZero();
        assertThat(taken.out()).contains("StatefulSet prod/db stands as a Deployment");

        CommandLine run =
                nodecast("simulate", snapshot.resolve("scenario.yaml").toString(), "--no-bounds", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().at("/pods/created").asDouble()).isEqualTo(4);
        assertThat(run.json().at("/cost/systemNodes").asDouble()).isPositive();
    }

    @Test
    void nothingSecretAndNothingOfTheServerIsInIt() throws IOException {
        Path snapshot = folder.resolve("snapshot");
        nodecast("snapshot", "--input", cluster().toString(), "-o", snapshot.toString());
        assertThat(everything(snapshot))
                .contains("name: web", "123456789B", "kubernetesVersion: '1.34'")
                .doesNotContain("hunter2", "password", "c2VjcmV0", "managedFields", "uid", "status:");
    }

    private static CommandLine simulate(Path snapshot) {
        CommandLine run =
                nodecast("simulate", snapshot.resolve("scenario.yaml").toString(), "--no-bounds", "--format", "json");
        assertThat(run.exitCode()).as(run.err()).isLessThan(2);
        return run;
    }

    @Test
    void replicasAreThoseThatPrometheusRemembers() throws IOException {
        Path snapshot = folder.resolve("snapshot");
        try (PrometheusServer prometheus = new PrometheusServer()) {
            prometheus
                    .with(
                            "kube_deployment_spec_replicas{namespace=\"prod\",deployment=\"web\"}",
                            Map.of(0L, 3.0, 3600L, 7.0))
                    .with(
                            "kube_statefulset_replicas{namespace=\"prod\",statefulset=\"db\"}",
                            Map.of(0L, 1.0, 1800L, 2.0));
            CommandLine taken = snapshotOf(CLUSTER, snapshot, prometheus);
            assertThat(taken.exitCode()).as(taken.err()).isZero();
        }
        // three at the start, four more after an hour; one of the StatefulSet, another after half an hour
        assertThat(simulate(snapshot).json().at("/pods/created").asDouble()).isEqualTo(9);
    }

    private static final String QUEUE_HPA = """
            - apiVersion: autoscaling/v2
              kind: HorizontalPodAutoscaler
              metadata: {name: web, namespace: prod}
              spec:
                scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                minReplicas: 1
                maxReplicas: 10
                metrics:
                - type: External
                  external:
                    metric: {name: celery_queue_length}
                    target: {type: AverageValue, averageValue: "5"}
            """;

    private static PrometheusServer queues(PrometheusServer prometheus) {
        return prometheus
                .with("kube_deployment_spec_replicas{namespace=\"prod\",deployment=\"web\"}", Map.of(0L, 3.0))
                .with("kube_statefulset_replicas{namespace=\"prod\",statefulset=\"db\"}", Map.of(0L, 1.0))
                .with(
                        "celery_queue_length{instance=\"x\",queue_name=\"pro\"}",
                        Map.of(0L, 0.0, 600L, 40.0, 1800L, 60.0, 3600L, 0.0))
                .with("celery_queue_length{instance=\"x\",queue_name=\"free\"}", Map.of(0L, 5.0, 5400L, 0.0));
    }

    /** The lengths of queues become jobs, the Deployment their worker, and its autoscaler acts. */
    @Test
    void whereTheTimeOfAJobIsKnownTheAutoscalerActsOnTheQueues() throws IOException {
        Path snapshot = folder.resolve("snapshot");
        try (PrometheusServer prometheus = queues(new PrometheusServer())) {
            CommandLine taken = snapshotOf(CLUSTER + QUEUE_HPA, snapshot, prometheus, "--job-time", "30s");
            assertThat(taken.exitCode()).as(taken.err()).isZero();
            assertThat(taken.out()).contains("jobs of pro are inferred from its length", "1.5 workers took");
            assertThat(prometheus.asked()).contains("celery_queue_length", "sum by (queue_name) (celery_queue_length)");
        }
        JsonNode result = simulate(snapshot).json();
        assertThat(result.at("/queues/pro/arrived").asDouble()).isGreaterThan(60);
        assertThat(result.at("/queues/free/arrived").asDouble()).isPositive();
        assertThat(everything(snapshot))
                .contains("queueLabel: queue_name", "deployment: prod/web", "deployment: prod/db");
    }

    @Test
    void whereItIsNotKnownReplicasAreAsTheyWereAndTheLengthsAreKept() throws IOException {
        Path snapshot = folder.resolve("snapshot");
        try (PrometheusServer prometheus = queues(new PrometheusServer())) {
            CommandLine taken = snapshotOf(CLUSTER + QUEUE_HPA, snapshot, prometheus);
            assertThat(taken.exitCode()).as(taken.err()).isZero();
            assertThat(taken.out()).contains("nobody says how long a job takes; with --job-time");
        }
        assertThat(snapshot.resolve("history/celery_queue_length-by-queue_name.json"))
                .isNotEmptyFile();
        assertThat(simulate(snapshot).json().at("/pods/created").asDouble()).isEqualTo(4);
    }

    @Test
    void whatPrometheusDoesNotKnowIsSaid() throws IOException {
        Path snapshot = folder.resolve("snapshot");
        try (PrometheusServer prometheus = new PrometheusServer()) {
            CommandLine taken = snapshotOf(CLUSTER + QUEUE_HPA, snapshot, prometheus, "--job-time", "30s");
            assertThat(taken.exitCode()).as(taken.err()).isZero();
            assertThat(taken.out())
                    .contains("Prometheus knows no replicas of Deployment prod/web")
                    .contains(
                            "HorizontalPodAutoscaler prod/web reads celery_queue_length, of which Prometheus knows nothing");
        }
        simulate(snapshot);
    }

    @Test
    void nobodyWhereToldIsBadInputAndLeavesNothing() throws IOException {
        Path snapshot = folder.resolve("snapshot");
        CommandLine taken = nodecast(
                "snapshot",
                "--input",
                cluster().toString(),
                "--prometheus",
                "http://127.0.0.1:1",
                "-o",
                snapshot.toString());
        assertThat(taken.exitCode()).isEqualTo(2);
        assertThat(taken.err()).contains("found nobody who answers", "check --prometheus");
        assertThat(snapshot).doesNotExist();
    }

    private CommandLine snapshotOf(String objects, Path into, PrometheusServer prometheus, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "snapshot",
                "--input",
                Files.writeString(folder.resolve("cluster.yaml"), objects).toString(),
                "--duration",
                "2h",
                "--prometheus",
                prometheus.address(),
                "-o",
                into.toString()));
        arguments.addAll(List.of(more));
        return nodecast(arguments.toArray(String[]::new));
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Path there = Files.createDirectories(folder.resolve("there"));
        Files.writeString(there.resolve("mine.txt"), "mine");
        CommandLine taken = nodecast("snapshot", "--input", cluster().toString(), "-o", there.toString());
        assertThat(taken.exitCode()).isEqualTo(2);
        assertThat(taken.err()).contains("name another");
        assertThat(there.resolve("mine.txt")).hasContent("mine");
    }

    @Test
    void whatHoldsNoObjectsIsBadInputAndLeavesNothing() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "kind: List\nitems: []\n");
        Path out = folder.resolve("out");
        CommandLine taken = nodecast("snapshot", "--input", empty.toString(), "-o", out.toString());
        assertThat(taken.exitCode()).isEqualTo(2);
        assertThat(taken.err()).contains("found no object that a scenario is made of");
        assertThat(out).doesNotExist();
    }
}
