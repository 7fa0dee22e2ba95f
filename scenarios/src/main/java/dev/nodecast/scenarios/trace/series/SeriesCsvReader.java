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
import java.util.List;
import java.util.Optional;

/**
 * Your own measurements: the first column is time ({@code time_s} in seconds since the start, or {@code time}, {@code
 * timestamp} or {@code Time} as a timestamp or seconds since 1970, as Grafana and Prometheus export it), every other
 * column a series. Empty cells and NaN are missing values.
 */
public final class SeriesCsvReader {

    private SeriesCsvReader() {}

    public static SeriesSet read(TraceFile file, TraceWarnings warnings) {
        CsvTable table = CsvTable.withHeader(file);
        String timeColumn = table.columns().getFirst();
        boolean relative = timeColumn.equals("time_s");
        Optional<Instant> start = relative
                ? Optional.empty()
                : Optional.of(table.rows().getFirst().instant(timeColumn));
        List<SeriesCollector> columns =
                table.columns().stream().skip(1).map(SeriesCollector::new).toList();
        long lastNs = Long.MIN_VALUE;
        for (CsvRow row : table.rows()) {
            long timeNs = start.map(first -> Timestamps.nanosBetween(first, row.instant(timeColumn)))
                    .orElseGet(() -> row.secondsAsNanos(timeColumn));
            if (timeNs <= lastNs) {
                throw row.bad(
                        timeColumn, timeNs == lastNs ? "each time once" : "a time after the row above; sort the file");
            }
            lastNs = timeNs;
            for (SeriesCollector column : columns) {
                add(file, row, timeNs, column, warnings);
            }
        }
        return collect(file, columns, start, warnings);
    }

    private static void add(TraceFile file, CsvRow row, long timeNs, SeriesCollector column, TraceWarnings warnings) {
        String text = row.text(column.name());
        if (text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null")) {
            column.miss(row.line());
            return;
        }
        if (column.firstMissingLine() > 0 && !column.isEmpty()) {
            warnings.add(
                    "missing " + column.name(),
                    file.warning(
                            column.firstMissingLine(),
                            "no value of '" + column.name() + "'",
                            "a number",
                            "the value before it is taken to hold"));
        }
        column.add(timeNs, row.quantity(column.name()));
    }

    static SeriesSet collect(
            TraceFile file, List<SeriesCollector> columns, Optional<Instant> start, TraceWarnings warnings) {
        List<TimeSeries> series = new ArrayList<>();
        for (SeriesCollector column : columns) {
            if (!column.isEmpty()) {
                series.add(column.series());
                GapCheck.check(series.getLast(), file, warnings);
                warnOfEarlyEnd(file, column, warnings);
            }
        }
        if (series.isEmpty()) {
            throw file.error(0, "no value in any series", "at least one number", "check the export that wrote it");
        }
        return new SeriesSet(series, start);
    }

    private static void warnOfEarlyEnd(TraceFile file, SeriesCollector column, TraceWarnings warnings) {
        if (column.firstMissingLine() > 0) {
            warnings.add(
                    "end " + column.name(),
                    file.warning(
                            column.firstMissingLine(),
                            "no more values of '" + column.name() + "'",
                            "values up to the last row",
                            "the series ends there"));
        }
    }
}
