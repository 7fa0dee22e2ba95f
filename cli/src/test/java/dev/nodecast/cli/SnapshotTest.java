package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void replicasAreThoseThatPrometheusRemembers() throws IOException {
        HttpServer prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        prometheus.createContext("/api/v1/query_range", exchange -> {
            String start = exchange.getRequestURI().getQuery().replaceFirst(".*&start=(\\d+).*", "$1");
            long from = Long.parseLong(start);
            byte[] body =
                    ("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[["
                                    + from + ",\"3\"],[" + (from + 3600) + ",\"7\"]]}]}}")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        prometheus.start();
        try {
            Path snapshot = folder.resolve("snapshot");
            CommandLine taken = nodecast(
                    "snapshot",
                    "--input",
                    cluster().toString(),
                    "--duration",
                    "2h",
                    "--prometheus",
                    "http://127.0.0.1:" + prometheus.getAddress().getPort(),
                    "-o",
                    snapshot.toString());
            assertThat(taken.exitCode()).as(taken.err()).isZero();
            CommandLine run = nodecast(
                    "simulate", snapshot.resolve("scenario.yaml").toString(), "--no-bounds", "--format", "json");
            assertThat(run.exitCode()).as(run.err()).isZero();
            // three at the start, four more after an hour, and the StatefulSet's one
            assertThat(run.json().at("/pods/created").asDouble()).isEqualTo(8);
        } finally {
            prometheus.stop(0);
        }
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
