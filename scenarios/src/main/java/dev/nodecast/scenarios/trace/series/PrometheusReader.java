package dev.nodecast.scenarios.trace.series;

import dev.nodecast.scenarios.trace.SeriesSet;
import dev.nodecast.scenarios.trace.source.DecimalText;
import dev.nodecast.scenarios.trace.source.JsonDocument;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The answer of Prometheus' {@code /api/v1/query_range}: a matrix of series, each with its labels and {@code [unix
 * seconds, "value"]} pairs. A series is named by its labels ({@code queue="pro"}); time 0 is the earliest sample.
 */
public final class PrometheusReader {

    private PrometheusReader() {}

    public static SeriesSet read(TraceFile file, TraceWarnings warnings) {
        JsonDocument document = JsonDocument.parse(file);
        String status = document.require("/status", "\"success\"").asString("");
        if (!status.equals("success")) {
            throw document.bad("/status", "\"success\": the query failed, ask Prometheus again");
        }
        if (!document.require("/data/resultType", "\"matrix\"").asString("").equals("matrix")) {
            throw document.bad("/data/resultType", "\"matrix\": use query_range, not query");
        }
        JsonNode result = document.require("/data/result", "an array of series");
        if (result.isEmpty()) {
            throw document.bad("/data/result", "at least one series: the query matched nothing");
        }
        long startNs = earliest(document, result);
        List<SeriesCollector> series = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            series.add(series(document, i, startNs, warnings));
        }
        Instant start = Instant.ofEpochSecond(0, startNs);
        return SeriesCsvReader.collect(file, series, Optional.of(start), warnings);
    }

    private static long earliest(JsonDocument document, JsonNode result) {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < result.size(); i++) {
            if (result.get(i).path("values").size() > 0) {
                earliest = Math.min(
                        earliest, timeNs(document, result.get(i).get("values").get(0), pointer(i, 0)));
            }
        }
        return earliest;
    }

    private static SeriesCollector series(JsonDocument document, int index, long startNs, TraceWarnings warnings) {
        JsonNode one = document.root().at("/data/result/" + index);
        SeriesCollector series = new SeriesCollector(name(one.path("metric"), index));
        JsonNode values = one.path("values");
        for (int i = 0; i < values.size(); i++) {
            String pointer = pointer(index, i);
            long timeNs = timeNs(document, values.get(i), pointer) - startNs;
            if (!series.isEmpty() && timeNs <= series.lastTimeNs()) {
                throw document.bad(pointer, "a time after the value before it");
            }
            addValue(document, values.get(i), pointer, timeNs, series, warnings);
        }
        return series;
    }

    private static void addValue(
            JsonDocument document,
            JsonNode pair,
            String pointer,
            long timeNs,
            SeriesCollector series,
            TraceWarnings warnings) {
        String text = pair.path(1).asString("");
        if (text.equals("NaN")) {
            warnings.add(
                    "missing " + series.name(),
                    document.file()
                            .warning(
                                    0,
                                    "NaN in '" + series.name() + "'",
                                    "a number",
                                    "the value before it is taken to hold"));
            return;
        }
        var value = DecimalText.parse(text);
        if (value == null || value.signum() < 0) {
            throw document.bad(pointer + "/1", "a number of 0 or more, as text");
        }
        series.add(timeNs, value.doubleValue());
    }

    private static long timeNs(JsonDocument document, JsonNode pair, String pointer) {
        JsonNode time = pair.path(0);
        Long timeNs = time.isNumber() ? DecimalText.scaled(time.asString(), 9) : null;
        if (timeNs == null || timeNs < 0) {
            throw document.bad(pointer, "[unix seconds, \"value\"]");
        }
        return timeNs;
    }

    private static String pointer(int series, int value) {
        return "/data/result/" + series + "/values/" + value;
    }

    private static String name(JsonNode metric, int index) {
        StringBuilder name = new StringBuilder();
        for (Map.Entry<String, JsonNode> label : metric.properties()) {
            name.append(name.isEmpty() ? "" : ",")
                    .append(label.getKey())
                    .append("=\"")
                    .append(label.getValue().asString(""))
                    .append('"');
        }
        return name.isEmpty() ? "series " + index : name.toString();
    }
}
