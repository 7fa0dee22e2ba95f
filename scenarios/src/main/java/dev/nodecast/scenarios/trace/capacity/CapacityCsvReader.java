package dev.nodecast.scenarios.trace.capacity;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.CapacityTraceBuilder;
import dev.nodecast.scenarios.trace.CapacityTraceSet;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;

/**
 * Our own capacity format: {@code time_s,capacity}, one row per change, times increasing. The trace ends at its last
 * row, which may repeat the capacity just to mark the end; a {@code capacity-index.csv} one folder up that lists the
 * file gives a later end.
 */
public final class CapacityCsvReader {

    private CapacityCsvReader() {}

    public static CapacityTraceSet read(TraceFile file, TraceWarnings warnings) {
        CsvTable table = CsvTable.withHeader(file);
        CapacityTrace trace = trace(table, warnings);
        return CapacityIndex.entryFor(file.path())
                .map(entry -> entry.describe(file, trace))
                .orElseGet(() -> withoutIndex(file, trace, warnings));
    }

    private static CapacityTrace trace(CsvTable table, TraceWarnings warnings) {
        CapacityTraceBuilder builder = new CapacityTraceBuilder();
        long lastNs = -1;
        int lastCapacity = -1;
        for (CsvRow row : table.rows()) {
            long timeNs = row.secondsAsNanos("time_s");
            int capacity = row.count("capacity");
            if (lastNs < 0 && timeNs > 0) {
                warnings.add(
                        "late",
                        table.file()
                                .warning(
                                        row.line(),
                                        "a first time of " + row.text("time_s") + " s",
                                        "0",
                                        "the first capacity is taken to hold from 0 on"));
                builder.set(0, capacity);
            }
            checkOrder(table, row, lastNs, timeNs, lastCapacity, capacity, warnings);
            builder.set(timeNs, capacity);
            lastNs = timeNs;
            lastCapacity = capacity;
        }
        return builder.build(lastNs);
    }

    private static void checkOrder(
            CsvTable table,
            CsvRow row,
            long lastNs,
            long timeNs,
            int lastCapacity,
            int capacity,
            TraceWarnings warnings) {
        if (timeNs < lastNs) {
            throw row.bad("time_s", "a time not before the row above; sort the file by time_s");
        }
        if (timeNs == lastNs && capacity != lastCapacity) {
            throw row.bad("time_s", "one capacity per time (the row above says " + lastCapacity + " at the same time)");
        }
        if (timeNs == lastNs) {
            warnings.add(
                    "twice",
                    table.file()
                            .warning(
                                    row.line(),
                                    "time " + row.text("time_s") + " s twice",
                                    "each time once",
                                    "the repeat is ignored"));
        }
    }

    private static CapacityTraceSet withoutIndex(TraceFile file, CapacityTrace trace, TraceWarnings warnings) {
        if (trace.durationNs() == 0) {
            warnings.add(
                    "endless",
                    file.warning(
                            0,
                            "a single row, so no end",
                            "a last row that marks the end",
                            "add a row with the end time and the same capacity"));
        }
        return CapacityTraceSet.of(file.baseName(), trace);
    }
}
