package dev.nodecast.aws.autoscale.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of Prometheus queries, as KEDA's prometheus scaler reads them. */
class PrometheusQueryTest {

    private static final String QUERY = "sum(celery_jobs{queue=~\"queue:.*\"})";

    private static ScaleTrigger trigger(String server, String... more) {
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("serverAddress", server, "query", QUERY));
        for (int i = 0; i < more.length; i += 2) {
            metadata.put(more[i], more[i + 1]);
        }
        return ScaleTrigger.of("prometheus", metadata);
    }

    private static WebFake answering(String result) {
        return new WebFake(
                200,
                "application/json",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + result + "}}");
    }

    private static long read(ScaleTrigger trigger) throws IOException, InterruptedException {
        try (Sources sources = new Sources(Map.of())) {
            return sources.of(trigger).readMilli();
        }
    }

    @ParameterizedTest
    @CsvSource({"12,12000", "2.5,2500", "0.0019,1", "-3,-3000", "1e3,1000000", "+Inf,0", "NaN,0"})
    void theOneValueIsReadInThousandths(String value, long milli) throws IOException, InterruptedException {
        try (WebFake prometheus = answering("[{\"metric\":{},\"value\":[1790000000.5,\"" + value + "\"]}]")) {
            assertThat(read(trigger(prometheus.url() + "/", "namespace", "prod")))
                    .isEqualTo(milli);
            assertThat(prometheus.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.path()).isEqualTo("/api/v1/query");
                assertThat(asked.query()).isEqualTo("query=" + QUERY + "&namespace=prod");
            });
        }
    }

    @Test
    void aScalarIsAValueToo() throws IOException, InterruptedException {
        try (WebFake prometheus = new WebFake(
                200, "application/json", "{\"data\":{\"resultType\":\"scalar\",\"result\":[1790000000,\"4\"]}}")) {
            assertThat(read(trigger(prometheus.url()))).isEqualTo(4_000);
        }
    }

    @Test
    void noSeriesIsZeroUnlessThatIsForbidden() throws IOException, InterruptedException {
        try (WebFake prometheus = answering("[]")) {
            assertThat(read(trigger(prometheus.url()))).isZero();
            assertThatThrownBy(() -> read(trigger(prometheus.url(), "ignoreNullValues", "false")))
                    .hasMessageContaining("found no series, and ignoreNullValues is false");
        }
    }

    @Test
    void severalSeriesAreAnErrorWithItsRemedy() {
        String one = "{\"metric\":{},\"value\":[1,\"1\"]}";
        try (WebFake prometheus = answering("[" + one + "," + one + "]")) {
            assertThatThrownBy(() -> read(trigger(prometheus.url())))
                    .hasMessageContaining("found 2 series, expected one: write a query that sums them");
        }
    }

    @ParameterizedTest
    @CsvSource({"503,{},answered with HTTP 503", "200,<html>,gave an answer that is none"})
    void anAnswerThatIsNoneIsAnError(int code, String body, String why) {
        try (WebFake prometheus = new WebFake(code, "text/html", body)) {
            assertThatThrownBy(() -> read(trigger(prometheus.url()))).hasMessageContaining(why);
        }
    }

    @Test
    void anAnswerWithoutEndIsNotTakenIn() {
        try (WebFake prometheus = new WebFake(200, "application/json", " ".repeat(2 << 20))) {
            assertThatThrownBy(() -> read(trigger(prometheus.url()))).hasMessageContaining("cannot be read");
        }
    }

    @Test
    void aTokenIsThatOfTheFileBoundToTheAddress(@TempDir Path folder) throws IOException, InterruptedException {
        Path secret = Files.writeString(folder.resolve("token"), "sesame\n");
        try (WebFake prometheus = answering("[]")) {
            String server = prometheus.url();
            for (String user : new String[] {"", "reader"}) {
                try (Sources sources = new Sources(Map.of(server, new Credential(server, user, secret, null)))) {
                    assertThat(sources.of(trigger(server)).readMilli()).isZero();
                }
            }
            assertThat(prometheus.asked())
                    .extracting(WebFake.Asked::authorization)
                    .containsExactly("Bearer sesame", "Basic cmVhZGVyOnNlc2FtZQ==");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serverAddress|prometheus:9090|a URL such as http://prometheus.monitoring:9090",
                "serverAddress|ftp://prometheus|a URL such as http://prometheus.monitoring:9090",
                "queryParameters|noValue|name=value",
                "authModes|bearer|nothing: bind a secretFile to the server's address",
                "unsafeSsl|true|nothing: certificates are always checked",
            })
    void aSettingThatIsWrongIsNamedWithItsRemedy(String key, String found, String remedy) {
        try (Sources sources = new Sources(Map.of())) {
            assertThatThrownBy(() -> sources.of(trigger("http://prometheus:9090", key, found)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("trigger prometheus, metadata." + key + ": found " + found)
                    .hasMessageContaining(remedy);
        }
    }

    @Test
    void aHeaderThatNoClientMaySetIsRefused() {
        try (Sources sources = new Sources(Map.of())) {
            assertThatThrownBy(() -> sources.of(trigger("http://prometheus:9090", "customHeaders", "Host=evil")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("metadata.customHeaders");
        }
    }
}
