package dev.nodecast.scenarios.trace.capacity;

import dev.nodecast.scenarios.trace.CapacityTraceBuilder;
import dev.nodecast.scenarios.trace.CapacityTraceSet;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bamboo's step curves of 2020 fleets: {@code x,count} without a header, two points per step. x has no unit; it is
 * stretched to the span that the file name states ({@code …-2020-11-20-1930-to-2020-11-21-2200}), so absolute times are
 * approximate. Without a span in the name, x is taken as seconds.
 */
public final class BambooStepReader {

    private static final Pattern SPAN =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}-\\d{4})-to-(\\d{4}-\\d{2}-\\d{2}-\\d{4})");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm");

    private BambooStepReader() {}

    public static CapacityTraceSet read(TraceFile file, TraceWarnings warnings) {
        List<CsvRow> rows = CsvTable.withoutHeader(file, ',', "x", "count").rows();
        int lastX = rows.getLast().count("x");
        long spanNs = span(file).orElseGet(() -> unstretched(file, lastX, warnings));
        CapacityTraceBuilder builder = new CapacityTraceBuilder();
        int previousX = 0;
        for (CsvRow row : rows) {
            int x = row.count("x");
            if (x < previousX) {
                throw row.bad("x", "a value not before the row above; sort the file by its first column");
            }
            builder.set(stretched(x, lastX, spanNs), row.count("count"));
            previousX = x;
        }
        return CapacityTraceSet.of(file.baseName(), builder.build(spanNs));
    }

    private static long stretched(int x, int lastX, long spanNs) {
        return lastX == 0 ? 0 : Math.multiplyExact((long) x, spanNs / 1_000_000_000L) * 1_000_000_000L / lastX;
    }

    private static Optional<Long> span(TraceFile file) {
        Matcher matcher = SPAN.matcher(file.fileName());
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            LocalDateTime from = LocalDateTime.parse(matcher.group(1), STAMP);
            LocalDateTime to = LocalDateTime.parse(matcher.group(2), STAMP);
            return Optional.of(Duration.between(from, to).toNanos()).filter(span -> span > 0);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static long unstretched(TraceFile file, int lastX, TraceWarnings warnings) {
        warnings.add(
                "span",
                file.warning(
                        0,
                        "no span in the file's name",
                        "…-2020-11-20-1930-to-2020-11-21-2200",
                        "the first column is taken as seconds"));
        return lastX * 1_000_000_000L;
    }
}
