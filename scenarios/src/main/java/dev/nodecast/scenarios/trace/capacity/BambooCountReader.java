package dev.nodecast.scenarios.trace.capacity;

import dev.nodecast.scenarios.trace.CapacityTraceBuilder;
import dev.nodecast.scenarios.trace.CapacityTraceSet;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.Timestamps;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bamboo's Google Cloud traces: {@code date, time, count} without a header, local clock of an unstated zone (taken as
 * UTC). The source writes blocks of three rows that overlap by a minute or two, so rows are sorted by time; among rows
 * of one instant the last in the file counts.
 */
public final class BambooCountReader {

    private BambooCountReader() {}

    private record Sample(Instant time, int count) {}

    public static CapacityTraceSet read(TraceFile file, TraceWarnings warnings) {
        List<Sample> samples = new ArrayList<>();
        for (CsvRow row :
                CsvTable.withoutHeader(file, ',', "date", "time", "count").rows()) {
            Instant time = Timestamps.instant(row.text("date") + " " + row.text("time"));
            if (time == null) {
                throw row.bad("date", "a date 2021-12-10 and a time 13:07:45");
            }
            samples.add(new Sample(time, row.count("count")));
        }
        samples.sort(Comparator.comparing(Sample::time));
        Instant start = samples.getFirst().time();
        CapacityTraceBuilder builder = new CapacityTraceBuilder();
        for (Sample sample : samples) {
            builder.set(Timestamps.nanosBetween(start, sample.time()), sample.count());
        }
        long endNs = Timestamps.nanosBetween(start, samples.getLast().time());
        return new CapacityTraceSet(Map.of(file.baseName(), builder.build(endNs)), Optional.of(start));
    }
}
