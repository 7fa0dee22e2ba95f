package dev.nodecast.scenarios.trace.job;

import dev.nodecast.scenarios.trace.JobDemand;
import dev.nodecast.scenarios.trace.JobNotes;
import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.TracedJob;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.Timestamps;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Your own arrivals: one row per job, its time in a column {@code arrival_s} (seconds since the start) or {@code
 * timestamp} (the first row's is time 0; one number is seconds since 1970), and optionally its {@code queue}. Service
 * times are not in the file.
 */
public final class ArrivalCsvReader {

    private ArrivalCsvReader() {}

    public static JobTrace read(TraceFile file, TraceWarnings warnings) {
        CsvTable table = CsvTable.withHeader(file);
        List<CsvRow> rows = table.rows();
        boolean relative = table.has("arrival_s");
        Instant start = relative
                ? Instant.EPOCH
                : rows.stream()
                        .map(row -> row.instant("timestamp"))
                        .min(Instant::compareTo)
                        .orElseThrow();
        JobCollector jobs = new JobCollector(file, warnings);
        for (int i = 0; i < rows.size(); i++) {
            CsvRow row = rows.get(i);
            long arrivalNs = relative
                    ? row.secondsAsNanos("arrival_s")
                    : Timestamps.nanosBetween(start, row.instant("timestamp"));
            String queue = table.has("queue") ? row.text("queue") : "";
            jobs.add(
                    row,
                    new TracedJob(
                            "arrival-" + i,
                            arrivalNs,
                            OptionalLong.empty(),
                            JobDemand.ofGpus(JobDemand.UNKNOWN),
                            JobNotes.ofGroup(queue)));
        }
        return jobs.trace();
    }
}
