package dev.nodecast.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prometheus' {@code /api/v1/query_range} over series that a test gives: selectors with equal labels, {@code max(…)} and {@code
 * sum by (label) (…)}. A value holds for so many seconds from the start of what is asked for; the form of answers and errors is
 * that of the API's documentation (https://prometheus.io/docs/prometheus/latest/querying/api/).
 */
public final class PrometheusServer implements AutoCloseable {

    private static final Pattern SELECTOR = Pattern.compile("([A-Za-z_:][\\w:]*)(?:\\{([^}]*)})?");
    private static final Pattern MAX = Pattern.compile("max\\((.*)\\)");
    private static final Pattern SUM = Pattern.compile("sum by \\((\\w+)\\) \\((.*)\\)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final HttpServer server;
    private final List<Series> series = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    private record Series(Map<String, String> labels, TreeMap<Long, Double> values) {}

    public PrometheusServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/api/v1/query_range", this::answer);
        server.start();
    }

    /** A series: {@code name{label="value"}}, and its values by the seconds from which they hold. */
    public PrometheusServer with(String selector, Map<Long, Double> values) {
        Matcher matcher = SELECTOR.matcher(selector);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(selector);
        }
        series.add(new Series(labels(matcher), new TreeMap<>(values)));
        return this;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The queries that came. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private static Map<String, String> labels(Matcher selector) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("__name__", selector.group(1));
        Matcher label = LABEL.matcher(selector.group(2) == null ? "" : selector.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        String query = parameters.getOrDefault("query", "");
        asked.add(query);
        Map<String, Object> body = new LinkedHashMap<>();
        int status = 200;
        try {
            long start = Long.parseLong(parameters.getOrDefault("start", ""));
            long end = Long.parseLong(parameters.getOrDefault("end", ""));
            long step = Long.parseLong(parameters.getOrDefault("step", ""));
            List<Object> result = new ArrayList<>();
            evaluate(query).forEach(one -> result.add(matrix(one, start, end, step)));
            body.put("status", "success");
            body.put("data", Map.of("resultType", "matrix", "result", result));
        } catch (IllegalArgumentException bad) {
            status = 400;
            body.put("status", "error");
            body.put("errorType", "bad_data");
            body.put("error", "invalid parameter \"query\": " + bad.getMessage());
        }
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private List<Series> evaluate(String query) {
        Matcher max = MAX.matcher(query);
        if (max.matches()) {
            List<Series> all = selected(max.group(1));
            return all.isEmpty()
                    ? List.of()
                    : List.of(new Series(Map.of(), all.getFirst().values()));
        }
        Matcher sum = SUM.matcher(query);
        if (sum.matches()) {
            return selected(sum.group(2)).stream()
                    .map(one -> new Series(kept(one, sum.group(1)), one.values()))
                    .toList();
        }
        return selected(query);
    }

    private static Map<String, String> kept(Series one, String label) {
        String value = one.labels().get(label);
        return value == null ? Map.of() : Map.of(label, value);
    }

    private List<Series> selected(String selector) {
        Matcher matcher = SELECTOR.matcher(selector);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("parse error: unexpected " + selector);
        }
        Map<String, String> wanted = labels(matcher);
        return series.stream()
                .filter(one -> one.labels().entrySet().containsAll(wanted.entrySet()))
                .toList();
    }

    private static Map<String, Object> matrix(Series one, long start, long end, long step) {
        List<List<Object>> values = new ArrayList<>();
        for (long time = start; time <= end; time += step) {
            var entry = one.values().floorEntry(time - start);
            if (entry != null) {
                values.add(List.of(time, entry.getValue().toString()));
            }
        }
        return Map.of("metric", one.labels(), "values", values);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
