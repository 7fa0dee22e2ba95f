package dev.nodecast.aws.autoscale.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.autoscale.MetricSeries;
import dev.nodecast.aws.autoscale.source.Sources;
import dev.nodecast.aws.testbed.redis.SimulatedRedis;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API says, in the forms of k8s.io/metrics. */
class ExternalMetricsTest {

    private static final String V1BETA1 = "/apis/external.metrics.k8s.io/v1beta1";

    private final AtomicLong nowNs = new AtomicLong();
    private SimulatedRedis redis;
    private Sources sources;
    private ExternalMetrics api;

    @BeforeEach
    void metrics() throws IOException {
        redis = new SimulatedRedis(0, "");
        sources = new Sources(Map.of());
        List<MetricSeries> series = List.of(
                series("prod", "pro", "queue:pro"), series("prod", "free", "queue:free"), series("other", "x", "x"));
        api = new ExternalMetrics(
                new MetricsQuery(series, sources, nowNs::get),
                InstantSource.fixed(Instant.parse("2026-10-01T00:00:00.7Z")));
    }

    @AfterEach
    void close() {
        sources.close();
        redis.close();
    }

    private MetricSeries series(String namespace, String queue, String list) {
        return new MetricSeries(
                "queue_length",
                namespace,
                Labels.of("queue", queue),
                ScaleTrigger.of("redis", Map.of("address", redis.address(), "listName", list)));
    }

    private JsonNode get(int code, String path, String query) throws InterruptedException {
        ExternalMetrics.Reply reply = api.answer("GET", path, query);
        assertThat(reply.code()).as(path).isEqualTo(code);
        return JsonMapper.shared().valueToTree(reply.body());
    }

    private JsonNode values(String query) throws InterruptedException {
        return get(200, V1BETA1 + "/namespaces/prod/queue_length", query);
    }

    @Test
    void discoveryNamesTheMetrics() throws InterruptedException {
        JsonNode list = get(200, V1BETA1, null);
        assertThat(list.path("kind").asString()).isEqualTo("APIResourceList");
        assertThat(list.path("groupVersion").asString()).isEqualTo("external.metrics.k8s.io/v1beta1");
        assertThat(list.path("resources").toString())
                .isEqualTo("[{\"name\":\"queue_length\",\"singularName\":\"\",\"namespaced\":true,"
                        + "\"kind\":\"ExternalMetricValueList\",\"verbs\":[\"get\"]}]");
        assertThat(get(200, "/apis/external.metrics.k8s.io/", null).path("kind").asString())
                .isEqualTo("APIGroup");
    }

    @Test
    void eachSeriesThatIsMeantHasItsValue() throws InterruptedException {
        redis.list(0, "queue:pro", 12);
        JsonNode both = values(null);
        assertThat(both.path("kind").asString()).isEqualTo("ExternalMetricValueList");
        assertThat(both.path("apiVersion").asString()).isEqualTo("external.metrics.k8s.io/v1beta1");
        assertThat(both.path("items").toString())
                .isEqualTo("[{\"metricName\":\"queue_length\",\"metricLabels\":{\"queue\":\"pro\"},"
                        + "\"timestamp\":\"2026-10-01T00:00:00Z\",\"value\":\"12\"},"
                        + "{\"metricName\":\"queue_length\",\"metricLabels\":{\"queue\":\"free\"},"
                        + "\"timestamp\":\"2026-10-01T00:00:00Z\",\"value\":\"0\"}]");
        assertThat(values("labelSelector=queue%3Dpro").path("items")).hasSize(1);
        assertThat(values("limit=5&labelSelector=queue+notin+%28pro%2Cfree%29").path("items"))
                .isEmpty();
    }

    @Property(tries = 100)
    void aQuantitySaysTheSameNumber(@ForAll @LongRange(min = -5_000_000, max = 5_000_000) long milli) {
        String text = ExternalMetrics.quantity(milli);
        boolean thousandths = text.endsWith("m");
        long number = Long.parseLong(thousandths ? text.substring(0, text.length() - 1) : text);
        assertThat(thousandths ? number : number * 1000).isEqualTo(milli);
    }

    @Test
    void thoseWhoAskAtTheSameTimeShareAReading() throws InterruptedException {
        redis.list(0, "queue:pro", 1);
        assertThat(values(null).path("items").path(0).path("value").asString()).isEqualTo("1");
        redis.list(0, "queue:pro", 2);
        assertThat(values(null).path("items").path(0).path("value").asString()).isEqualTo("1");
        nowNs.addAndGet(1_000_000_001L);
        assertThat(values(null).path("items").path(0).path("value").asString()).isEqualTo("2");
    }

    @Test
    void aMetricOfAnotherNamespaceIsNotThere() throws InterruptedException {
        assertThat(get(404, V1BETA1 + "/namespaces/dev/queue_length", null)
                        .path("message")
                        .asString())
                .isEqualTo("no metric queue_length for namespace dev: name it in the file of --metric-sources");
        assertThat(get(404, V1BETA1 + "/namespaces/prod/other", null)
                        .path("kind")
                        .asString())
                .isEqualTo("Status");
        assertThat(get(404, "/openapi/v2", null).path("reason").asString()).isEqualTo("NotFound");
    }

    @Test
    void aQueueThatCannotBeReadMakesTheMetricFailAsAWhole() throws InterruptedException {
        redis.list(0, "queue:free", 3);
        redis.collection(0, "queue:pro", "string", 1);
        assertThat(get(500, V1BETA1 + "/namespaces/prod/queue_length", null)
                        .path("message")
                        .asString())
                .contains("key queue:pro is a string");
        assertThat(values("labelSelector=queue%3Dfree").path("items")).hasSize(1);
    }

    @Test
    void whatIsMalformedOrWritesIsRefused() throws InterruptedException {
        assertThat(get(400, V1BETA1 + "/namespaces/prod/queue_length", "labelSelector=a%20b")
                        .path("reason")
                        .asString())
                .isEqualTo("BadRequest");
        assertThat(api.answer("DELETE", V1BETA1, null).code()).isEqualTo(405);
    }
}
