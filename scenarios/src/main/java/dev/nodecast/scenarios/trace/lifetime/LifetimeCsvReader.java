package dev.nodecast.scenarios.trace.lifetime;

import dev.nodecast.scenarios.trace.Lifetime;
import dev.nodecast.scenarios.trace.Lifetime.EndReason;
import dev.nodecast.scenarios.trace.LifetimeTrace;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.DecimalText;
import dev.nodecast.scenarios.trace.source.Timestamps;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our own lifetime format: {@code trace,zone,instance_type,start,lifetime_s,end_reason}; start is in seconds since the
 * trace's start, or a timestamp, which then counts from the earliest timestamp of the same trace.
 */
public final class LifetimeCsvReader {

    private LifetimeCsvReader() {}

    /** The lifetimes of all traces in the file. */
    public static LifetimeTrace read(TraceFile file, TraceWarnings warnings) {
        List<CsvRow> rows = CsvTable.withHeader(file).rows();
        Map<String, Instant> firsts = firstTimestamps(rows);
        return new LifetimeTrace(rows.stream().map(row -> lifetime(row, firsts)).toList());
    }

    /** The lifetimes of each trace in the file, by its name. */
    public static Map<String, LifetimeTrace> byTrace(TraceFile file) {
        List<CsvRow> rows = CsvTable.withHeader(file).rows();
        Map<String, Instant> firsts = firstTimestamps(rows);
        Map<String, LifetimeTrace> traces = new LinkedHashMap<>();
        for (String name :
                rows.stream().map(row -> row.text("trace")).distinct().toList()) {
            traces.put(
                    name,
                    new LifetimeTrace(rows.stream()
                            .filter(row -> row.text("trace").equals(name))
                            .map(row -> lifetime(row, firsts))
                            .toList()));
        }
        return traces;
    }

    private static Map<String, Instant> firstTimestamps(List<CsvRow> rows) {
        Map<String, Instant> firsts = new LinkedHashMap<>();
        for (CsvRow row : rows) {
            if (DecimalText.parse(row.text("start")) == null) {
                firsts.merge(row.text("trace"), row.instant("start"), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return firsts;
    }

    private static Lifetime lifetime(CsvRow row, Map<String, Instant> firsts) {
        Instant first = firsts.get(row.text("trace"));
        long startNs = first == null || DecimalText.parse(row.text("start")) != null
                ? row.secondsAsNanos("start")
                : Timestamps.nanosBetween(first, row.instant("start"));
        return new Lifetime(
                row.text("zone"), row.text("instance_type"), startNs, row.secondsAsNanos("lifetime_s"), end(row));
    }

    private static EndReason end(CsvRow row) {
        return switch (row.text("end_reason")) {
            case "preempted" -> EndReason.PREEMPTED;
            case "stopped" -> EndReason.STOPPED;
            case "censored" -> EndReason.CENSORED;
            default -> throw row.bad("end_reason", "preempted, stopped or censored");
        };
    }
}
