package dev.nodecast.aws.snapshot;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Prometheus how many replicas Deployments had, as kube-state-metrics counted them.
 *
 * @param prometheus its address, with the path before {@code /api/v1}
 * @param until the end of the time that is asked for
 * @param length of that time
 */
public record ReplicaHistory(URI prometheus, Instant until, Duration length) {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;

    /** Prometheus gives at most 11,000 points of a series. */
    private static final long MOST_POINTS = 10_000;

    private static final long FINEST_S = 15;

    /**
     * The answer of {@code query_range} as it is; empty where it has no series.
     *
     * @throws IOException where Prometheus does not answer, or not so
     */
    Optional<String> of(String namespace, String deployment) throws IOException {
        String body = ask("max(kube_deployment_spec_replicas{namespace=\"" + namespace + "\",deployment=\"" + deployment
                + "\"})");
        try {
            JsonNode answer = JsonMapper.shared().readTree(body);
            if (!answer.path("status").asString().equals("success")) {
                throw new IOException(prometheus + ": found "
                        + answer.path("error").asString("no success") + ", expected the answer of a range query");
            }
            return answer.at("/data/result").isEmpty() ? Optional.empty() : Optional.of(body);
        } catch (JacksonException problem) {
            throw new IOException(
                    prometheus + ": found no JSON, expected Prometheus' API under /api/v1; check --prometheus",
                    problem);
        }
    }

    private String ask(String query) throws IOException {
        long step = Math.max(FINEST_S, Math.ceilDiv(length.toSeconds(), MOST_POINTS));
        String base = prometheus.toString().replaceFirst("/$", "");
        URI uri = URI.create(
                base + "/api/v1/query_range?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start="
                        + until.minus(length).getEpochSecond() + "&end=" + until.getEpochSecond() + "&step=" + step);
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> reply = client.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != OK) {
                throw new IOException(
                        prometheus + ": found status " + reply.statusCode() + ", expected 200; check --prometheus");
            }
            return reply.body();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Prometheus was asked", stop);
        }
    }
}
