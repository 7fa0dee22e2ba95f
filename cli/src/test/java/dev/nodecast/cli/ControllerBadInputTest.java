package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the controller says when it cannot begin: what is wrong, and what would help. */
class ControllerBadInputTest {

    @TempDir
    private Path folder;

    private String types;

    @BeforeEach
    void aListOfTypes() throws IOException {
        types = write("types.json", """
                [{"name": "m-2x-amd64-linux", "architecture": "amd64", "operatingSystems": ["linux"],
                  "resources": {"cpu": "2", "memory": "8Gi"},
                  "offerings": [{"Price": 0.1, "Requirements": [
                    {"key": "topology.kubernetes.io/zone", "operator": "In", "values": ["zone-a"]},
                    {"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["on-demand"]}]}]}]
                """);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** A port of loopback on which nobody listens. */
    private String kubeconfig() throws IOException {
        return write("kubeconfig", """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts: [{name: here, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: u, user: {}}]
                """);
    }

    private CommandLine kwok(String... more) {
        String[] args = new String[more.length + 9];
        String[] always = {
            "controller", "--cloud", "kwok", "--instance-types", types, "--metrics-port", "-1", "--health-port", "-1"
        };
        System.arraycopy(always, 0, args, 0, always.length);
        System.arraycopy(more, 0, args, always.length, more.length);
        return nodecast(args);
    }

    @Test
    void aClusterThatDoesNotAnswerIsNamed() throws IOException {
        CommandLine run = kwok("--kubeconfig", kubeconfig());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("error: no cluster answers at http://127.0.0.1:1")
                .contains("check --kubeconfig and --context");
    }

    @Test
    void aContextThatDoesNotExistIsNamedWithThoseThatDo() throws IOException {
        CommandLine run = kwok("--kubeconfig", kubeconfig(), "--context", "there");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("has no context `there`; it has here");
    }

    @Test
    void aKubeconfigThatIsNotThereIsNamed() {
        CommandLine run = kwok("--kubeconfig", folder.resolve("nowhere").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("nowhere cannot be read");
    }

    @Test
    void fakeNodesNeedAListOfTypes() {
        CommandLine run = nodecast("controller", "--cloud", "kwok");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--cloud kwok: found no --instance-types FILE, expected one");
    }

    @Test
    void aWindowThatIsNoDurationIsRefused() {
        CommandLine run = kwok("--batch-idle", "soon");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--batch-idle: found soon, expected a duration with its unit");
    }

    @Test
    void aWindowThatEndsBeforeItIsIdleIsRefused() {
        CommandLine run = kwok("--batch-idle", "5s", "--batch-max", "1s");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--batch-max: found 1s, expected at least --batch-idle (5s)");
    }

    @Test
    void metricsWithoutSeriesAreRefused() {
        CommandLine run = kwok("--autoscale", "metrics");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--autoscale metrics: found no series, expected --metric-sources FILE");
    }

    @Test
    void sourcesWithoutAutoscaleAreRefused() throws IOException {
        CommandLine run = kwok("--metric-sources", write("queues.yaml", "series: []"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--metric-sources: found a file, expected --autoscale metrics or scale with it");
    }

    @Test
    void whatIsWrongInTheFileOfSourcesIsNamedWithItsPlace() throws IOException {
        String file = write("queues.yaml", """
                series:
                  - metric: queue_length
                    type: redis
                    metadata: {listName: "queue:pro"}
                """);
        CommandLine run = kwok("--autoscale", "scale", "--metric-sources", file);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("queues.yaml:2")
                .contains("metadata.address: found nothing, expected host:port, such as redis.prod:6379");
    }

    @Test
    void anAutoscaleOptionThatIsWrongIsNamedWithWhatWouldBeRight() {
        assertThat(kwok("--autoscale", "scale", "--metric-interval", "10ms").err())
                .contains("--metric-interval: found 10ms, expected a duration from 1s to 1h");
        assertThat(kwok("--autoscale", "scale", "--autoscale-service", "metrics")
                        .err())
                .contains("--autoscale-service: found metrics, expected NAMESPACE/NAME");
        assertThat(kwok("--autoscale", "scale", "--autoscale-tls-cert", "x.pem").err())
                .contains("found some, expected all three or none");
    }
}
