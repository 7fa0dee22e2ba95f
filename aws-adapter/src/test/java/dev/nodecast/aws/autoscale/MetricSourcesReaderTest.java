package dev.nodecast.aws.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.tree.Limits;
import dev.nodecast.scheduler.manifest.tree.SourceReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The file of the external metrics. */
class MetricSourcesReaderTest {

    private final Diagnostics diagnostics = new Diagnostics();

    private MetricSources read(String text) {
        return new SourceReader(Limits.DEFAULT, diagnostics)
                .decode("queues.yaml", text.getBytes(StandardCharsets.UTF_8))
                .map(source -> new MetricSourcesReader(diagnostics).read(source))
                .orElseThrow();
    }

    private String problems() {
        return String.join(
                "\n", diagnostics.list().stream().map(Diagnostic::oneLine).toList());
    }

    @Test
    void seriesAndCredentialsAreRead() {
        MetricSources sources = read("""
                credentials:
                  - address: redis.prod:6379
                    username: reader
                    secretFile: /etc/nodecast/redis/password
                series:
                  - metric: queue_length
                    namespace: prod
                    labels: {queue: pro}
                    type: redis
                    metadata:
                      address: redis.prod:6379
                      listName: "queue:pro"
                  - metric: jobs
                    type: prometheus
                    metadata: {serverAddress: "http://prometheus:9090", query: sum(jobs)}
                """);
        assertThat(problems()).isEmpty();
        assertThat(sources.series()).extracting(MetricSeries::metric).containsExactly("queue_length", "jobs");
        assertThat(sources.series().getFirst().labels().byKey()).containsExactly(Map.entry("queue", "pro"));
        assertThat(sources.credentials().get("redis.prod:6379").secretFile())
                .isEqualTo(Path.of("/etc/nodecast/redis/password"));
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        var _ = read("""
                series:
                  - metric: queue_length
                    type: redis
                    metadata:
                      listName: "queue:pro"
                  - metric: other
                    type: kafka
                    metadata: {}
                    intervall: 5s
                """);
        assertThat(problems())
                .contains("queues.yaml:2")
                .contains("trigger redis, metadata.address: found nothing, expected host:port, such as redis.prod:6379")
                .contains("found kafka, expected one that is read live")
                .contains("intervall");
    }
}
