package dev.nodecast.aws.autoscale.api;

import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the API {@code external.metrics.k8s.io/v1beta1}: discovery, and values of metrics. Source: k8s.io/metrics,
 * pkg/apis/external_metrics/v1beta1.
 */
final class ExternalMetrics {

    static final String GROUP = "external.metrics.k8s.io";
    static final String VERSION = "v1beta1";

    private static final String ROOT = "/apis/" + GROUP;
    private static final String GROUP_VERSION = GROUP + "/" + VERSION;
    private static final Pattern METRIC = Pattern.compile(ROOT + "/" + VERSION + "/namespaces/([^/]+)/([^/]+)/?");
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int INTERNAL = 500;
    private static final long MILLI = 1000;

    private final MetricsQuery metrics;
    private final InstantSource time;

    ExternalMetrics(MetricsQuery metrics, InstantSource time) {
        this.metrics = metrics;
        this.time = time;
    }

    /** An answer; the body is JSON. */
    record Reply(int code, Map<String, Object> body) {}

    /**
     * The answer to a request.
     *
     * @param path as it came, encoded
     * @param query as it came; null for none
     */
    Reply answer(String method, String path, @Nullable String query) throws InterruptedException {
        if (!method.equals("GET")) {
            return status(NOT_ALLOWED, "MethodNotAllowed", "metrics are read only: found " + method + ", expected GET");
        }
        Matcher metric = METRIC.matcher(path);
        if (metric.matches()) {
            return values(decoded(metric.group(1)), decoded(metric.group(2)), parameter(query, "labelSelector"));
        }
        return switch (path.replaceAll("/+$", "")) {
            case ROOT -> new Reply(OK, group());
            case ROOT + "/" + VERSION -> new Reply(OK, resources());
            default -> status(NOT_FOUND, "NotFound", "the server does not have " + path);
        };
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String parameter(@Nullable String query, String name) {
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int at = pair.indexOf('=');
            if (at > 0 && pair.substring(0, at).equals(name)) {
                return URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private Reply values(String namespace, String metric, String selector) throws InterruptedException {
        try {
            MetricIdentifier asked = new MetricIdentifier(metric, SelectorText.parse(selector));
            if (!metrics.knows(namespace, metric)) {
                return status(
                        NOT_FOUND,
                        "NotFound",
                        "no metric " + metric + " for namespace " + namespace
                                + ": name it in the file of --metric-sources");
            }
            return new Reply(OK, list(metrics.values(namespace, asked)));
        } catch (IllegalArgumentException malformed) {
            return status(BAD_REQUEST, "BadRequest", String.valueOf(malformed.getMessage()));
        } catch (IOException unreadable) {
            return status(INTERNAL, "InternalError", String.valueOf(unreadable.getMessage()));
        }
    }

    private Map<String, Object> list(List<MetricsQuery.Value> values) {
        String now = time.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("kind", "ExternalMetricValueList");
        list.put("apiVersion", GROUP_VERSION);
        list.put("metadata", Map.of());
        list.put("items", values.stream().map(value -> item(value, now)).toList());
        return list;
    }

    private static Map<String, Object> item(MetricsQuery.Value value, String now) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("metricName", value.series().metric());
        item.put("metricLabels", value.series().labels().byKey());
        item.put("timestamp", now);
        item.put("value", quantity(value.milli()));
        return item;
    }

    /** A quantity without a fraction: thousandths only where there are some. */
    static String quantity(long milli) {
        return milli % MILLI == 0 ? Long.toString(milli / MILLI) : milli + "m";
    }

    private static Map<String, Object> group() {
        Map<String, Object> version = Map.of("groupVersion", GROUP_VERSION, "version", VERSION);
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("kind", "APIGroup");
        group.put("apiVersion", "v1");
        group.put("name", GROUP);
        group.put("versions", List.of(version));
        group.put("preferredVersion", version);
        return group;
    }

    private Map<String, Object> resources() {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("kind", "APIResourceList");
        list.put("apiVersion", "v1");
        list.put("groupVersion", GROUP_VERSION);
        list.put(
                "resources",
                metrics.names().stream().map(ExternalMetrics::resource).toList());
        return list;
    }

    private static Map<String, Object> resource(String metric) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("name", metric);
        resource.put("singularName", "");
        resource.put("namespaced", true);
        resource.put("kind", "ExternalMetricValueList");
        resource.put("verbs", List.of("get"));
        return resource;
    }

    static Reply status(int code, String reason, String message) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Failure");
        status.put("message", message);
        status.put("reason", reason);
        status.put("code", code);
        return new Reply(code, status);
    }
}
