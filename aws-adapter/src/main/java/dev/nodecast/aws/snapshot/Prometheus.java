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
 * Asks Prometheus what was measured in a length of time.
 *
 * @param address with the path before {@code /api/v1}
 * @param until the end of the time that is asked for
 * @param length of that time
 */
public record Prometheus(URI address, Instant until, Duration length) {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;

    /** Prometheus gives at most 11,000 points of a series. */
    private static final long MOST_POINTS = 10_000;

    private static final long FINEST_S = 15;

    /**
     * An answer of {@code query_range} that has series.
     *
     * @param text as it came
     * @param result its series: {@code metric} has the labels, {@code values} the pairs of time and value
     */
    record Answer(String text, JsonNode result) {}

    /**
     * Asks; empty where no series matches.
     *
     * @throws IOException where Prometheus does not answer, or not so
     */
    Optional<Answer> range(String query) throws IOException {
        HttpResponse<String> reply = ask(query);
        try {
            JsonNode answer = JsonMapper.shared().readTree(reply.body());
            if (!answer.path("status").asString("").equals("success")) {
                throw new IOException(address + ": found status " + reply.statusCode() + " and "
                        + answer.path("error").asString("no success") + ", expected the answer of the range query "
                        + query);
            }
            JsonNode result = answer.at("/data/result");
            return result.isEmpty() ? Optional.empty() : Optional.of(new Answer(reply.body(), result));
        } catch (JacksonException problem) {
            throw new IOException(
                    address + ": found " + (reply.statusCode() == OK ? "no JSON" : "status " + reply.statusCode())
                            + ", expected Prometheus' API under /api/v1; check --prometheus",
                    problem);
        }
    }

    private HttpResponse<String> ask(String query) throws IOException {
        long step = Math.max(FINEST_S, Math.ceilDiv(length.toSeconds(), MOST_POINTS));
        String base = address.toString().replaceFirst("/$", "");
        URI uri = URI.create(
                base + "/api/v1/query_range?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&start="
                        + until.minus(length).getEpochSecond() + "&end=" + until.getEpochSecond() + "&step=" + step);
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            return client.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new IOException(
                    address + ": found nobody who answers (" + unreachable
                            + "), expected Prometheus; check --prometheus",
                    unreachable);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Prometheus was asked", stop);
        }
    }
}
