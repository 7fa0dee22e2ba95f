package dev.nodecast.scenarios.trace.series;

import dev.nodecast.scenarios.trace.SeriesSet;
import dev.nodecast.scenarios.trace.TimeSeries;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.Timestamps;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The measurements of Alibaba's GenTD26 service: {@code timestamp_anon,value,container_ip[,request_type]}, one row per
 * sample and container. Samples of all containers form one series per request type (or one named {@code value}),
 * sorted by time; several may share an instant. Latencies are in milliseconds, as in the source.
 */
public final class GenAiMetricReader {

    private GenAiMetricReader() {}

    private record Sample(Instant time, double value) {}

    public static SeriesSet read(TraceFile file, TraceWarnings warnings) {
        CsvTable table = CsvTable.withHeader(file);
        Map<String, List<Sample>> byName = new LinkedHashMap<>();
        for (CsvRow row : table.rows()) {
            String name = table.has("request_type") ? row.text("request_type") : "value";
            byName.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(new Sample(row.instant("timestamp_anon"), row.quantity("value")));
        }
        Instant start = byName.values().stream()
                .flatMap(List::stream)
                .map(Sample::time)
                .min(Instant::compareTo)
                .orElseThrow();
        List<TimeSeries> series = new ArrayList<>();
        byName.forEach((name, samples) -> series.add(series(name, samples, start)));
        return new SeriesSet(series, Optional.of(start));
    }

    private static TimeSeries series(String name, List<Sample> samples, Instant start) {
        SeriesCollector collector = new SeriesCollector(name);
        samples.sort(Comparator.comparing(Sample::time));
        for (Sample sample : samples) {
            collector.add(Timestamps.nanosBetween(start, sample.time()), sample.value());
        }
        return collector.series();
    }
}
