package dev.nodecast.aws.autoscale.source;

import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one value of a Prometheus query at this moment. No value counts as 0 unless {@code ignoreNullValues} is false; several are an
 * error. Settings and meaning: KEDA 2.20, pkg/scalers/prometheus_scaler.go. A token bound to the server's address is sent as Bearer,
 * with a user name as Basic.
 */
final class PrometheusQuery implements QueueSource {

    private static final long ANSWER_MAX = 1 << 20;
    private static final long MILLI = 1000;
    private static final int OK = 200;
    private static final int REDIRECT = 300;

    private final String server;
    private final URI uri;
    private final Map<String, String> headers;
    private final boolean nothingIsZero;
    private final Credential credential;
    private final HttpClient http;

    private PrometheusQuery(
            String server,
            URI uri,
            Map<String, String> headers,
            boolean nothingIsZero,
            Credential credential,
            HttpClient http) {
        this.server = server;
        this.uri = uri;
        this.headers = headers;
        this.nothingIsZero = nothingIsZero;
        this.credential = credential;
        this.http = http;
    }

    /** @throws IllegalArgumentException where the trigger's settings are not those of a query */
    static PrometheusQuery of(
            ScaleTrigger trigger, Function<String, Credential> credentials, Function<Credential, HttpClient> clients) {
        Settings settings = new Settings(trigger);
        settings.refuse(
                "certificates are always checked; name the authority as caFile in the file of --metric-sources",
                "unsafeSsl");
        settings.refuse(
                "bind a secretFile to the server's address in the file of --metric-sources", "authModes", "awsRegion");
        String server = settings.required("serverAddress", "a URL such as http://prometheus.monitoring:9090");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", settings.required("query", "a query in PromQL"));
        if (!settings.text("namespace", "").isEmpty()) {
            parameters.put("namespace", settings.text("namespace", ""));
        }
        parameters.putAll(settings.map("queryParameters"));
        Credential credential = credentials.apply(server);
        return new PrometheusQuery(
                server,
                uri(settings, server, parameters),
                headers(settings),
                settings.flag("ignoreNullValues", true),
                credential,
                clients.apply(credential));
    }

    private static Map<String, String> headers(Settings settings) {
        Map<String, String> headers = settings.map("customHeaders");
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder();
            headers.forEach(request::header);
            return headers;
        } catch (IllegalArgumentException forbidden) {
            throw settings.wrong(
                    "customHeaders", String.valueOf(forbidden.getMessage()), "headers that a client may set");
        }
    }

    private static URI uri(Settings settings, String server, Map<String, String> parameters) {
        StringBuilder text = new StringBuilder(server.replaceAll("/+$", "")).append("/api/v1/query");
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text.append(separator)
                    .append(URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        try {
            URI uri = URI.create(text.toString());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            throw settings.wrong("serverAddress", server, "a URL: " + malformed.getMessage());
        }
        throw settings.wrong("serverAddress", server, "a URL such as http://prometheus.monitoring:9090");
    }

    @Override
    public long readMilli() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Timeouts.ANSWER);
        headers.forEach(request::header);
        String secret = credential.secret();
        if (!secret.isEmpty()) {
            request.header("Authorization", authorization(secret));
        }
        HttpResponse<String> reply;
        try {
            reply = http.send(
                    request.build(), BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), ANSWER_MAX));
        } catch (IOException unreachable) {
            throw new IOException(
                    "Prometheus at " + server + " cannot be read: " + TrustedServers.why(unreachable), unreachable);
        }
        if (reply.statusCode() < OK || reply.statusCode() >= REDIRECT) {
            throw new IOException("Prometheus at " + server + " answered with HTTP " + reply.statusCode());
        }
        return milli(reply.body());
    }

    private String authorization(String secret) {
        String user = credential.username();
        return user.isEmpty()
                ? "Bearer " + secret
                : "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** KEDA cuts off what is less than a thousandth. */
    private long milli(String body) throws IOException {
        try {
            JsonNode data = JsonMapper.shared().readTree(body).path("data");
            JsonNode result = data.path("result");
            boolean scalar = data.path("resultType").asString("").equals("scalar");
            if (!scalar && result.size() > 1) {
                throw new IOException("Prometheus at " + server + " found " + result.size()
                        + " series, expected one: write a query that sums them");
            }
            JsonNode value = scalar ? result : result.path(0).path("value");
            if (value.size() < 2) {
                return nothing("no series");
            }
            double number = Double.parseDouble(value.path(1).asString().replace("Inf", "Infinity"));
            return Double.isFinite(number) ? (long) (number * MILLI) : nothing("the value " + number);
        } catch (JacksonException | NumberFormatException otherwise) {
            throw new IOException("Prometheus at " + server + " gave an answer that is none", otherwise);
        }
    }

    private long nothing(String found) throws IOException {
        if (nothingIsZero) {
            return 0;
        }
        throw new IOException("Prometheus at " + server + " found " + found + ", and ignoreNullValues is false");
    }
}
