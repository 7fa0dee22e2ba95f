package dev.nodecast.scenarios.trace.capacity;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.CapacityTraceSet;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.Timestamps;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code capacity-index.csv}: what the capacity files beside it are, and when each ends. */
public final class CapacityIndex {

    static final String FILE_NAME = "capacity-index.csv";

    /**
     * One indexed capacity file.
     *
     * @param file path relative to the index
     * @param zone zone, empty where not known
     * @param instanceType instance type
     * @param durationNs end of the trace
     * @param start when it began, where published
     */
    public record Entry(String file, String zone, String instanceType, long durationNs, Optional<Instant> start) {

        CapacityTraceSet describe(TraceFile source, CapacityTrace trace) {
            if (durationNs < trace.durationNs()) {
                throw source.error(
                        0,
                        "a last row after the end that " + FILE_NAME + " states",
                        "rows up to that end",
                        "correct the index");
            }
            return new CapacityTraceSet(Map.of(source.baseName(), trace.withDurationNs(durationNs)), start);
        }
    }

    private CapacityIndex() {}

    /** The entries of an index file. */
    public static List<Entry> entries(TraceFile file) {
        return CsvTable.withHeader(file).rows().stream()
                .map(CapacityIndex::entry)
                .toList();
    }

    private static Entry entry(CsvRow row) {
        return new Entry(
                row.text("file"),
                row.text("zone"),
                row.text("instance_type"),
                row.secondsAsNanos("duration_s"),
                start(row.text("start_utc")));
    }

    private static Optional<Instant> start(String text) {
        String full = switch (text.length()) {
            case 10 -> text + "T00:00:00Z";
            case 16 -> text + ":00Z";
            default -> text;
        };
        return text.isEmpty() ? Optional.empty() : Optional.ofNullable(Timestamps.instant(full));
    }

    /** What the index one folder above {@code capacityFile} says of it, if there is one that lists it. */
    static Optional<Entry> entryFor(Path capacityFile) {
        Path folder = capacityFile.toAbsolutePath().normalize().getParent();
        Path parent = folder == null ? null : folder.getParent();
        if (folder == null || parent == null || !Files.isRegularFile(parent.resolve(FILE_NAME))) {
            return Optional.empty();
        }
        Path wanted = capacityFile.toAbsolutePath().normalize();
        return entries(TraceFile.open(parent.resolve(FILE_NAME))).stream()
                .filter(entry -> parent.resolve(entry.file()).normalize().equals(wanted))
                .findFirst();
    }

    /** All capacity traces that the index names. */
    public static CapacityTraceSet read(TraceFile file, TraceWarnings warnings) {
        Map<String, CapacityTrace> pools = new LinkedHashMap<>();
        for (Entry entry : entries(file)) {
            TraceFile capacities = TraceFile.open(file.path().resolveSibling(entry.file()));
            CapacityTraceSet one = CapacityCsvReader.read(capacities, warnings);
            pools.putAll(one.pools());
        }
        return new CapacityTraceSet(pools, Optional.empty());
    }
}
