package dev.nodecast.scenarios.trace.job;

import dev.nodecast.scenarios.trace.JobDemand;
import dev.nodecast.scenarios.trace.JobNotes;
import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.TracedJob;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Our own job format: {@code job_id,submit_s,duration_s} and, optionally, {@code
 * gpus,gpu_milli,cpu_milli,memory_mib,priority,spot_ok,queue_s,status}; an empty cell means unknown, an empty duration
 * a job that was still running at the end.
 */
public final class JobCsvReader {

    private JobCsvReader() {}

    public static JobTrace read(TraceFile file, TraceWarnings warnings) {
        CsvTable table = CsvTable.withHeader(file);
        JobCollector jobs = new JobCollector(file, warnings);
        for (CsvRow row : table.rows()) {
            TracedJob job = new TracedJob(
                    row.text("job_id"),
                    row.secondsAsNanos("submit_s"),
                    row.optionalSecondsAsNanos("duration_s"),
                    demand(table, row),
                    notes(table, row));
            jobs.add(row, job);
        }
        return jobs.trace();
    }

    private static JobDemand demand(CsvTable table, CsvRow row) {
        return new JobDemand(
                count(table, row, "gpus"),
                count(table, row, "gpu_milli"),
                count(table, row, "cpu_milli"),
                count(table, row, "memory_mib"));
    }

    private static int count(CsvTable table, CsvRow row, String column) {
        return table.has(column) ? row.countOr(column, JobDemand.UNKNOWN) : JobDemand.UNKNOWN;
    }

    private static JobNotes notes(CsvTable table, CsvRow row) {
        return new JobNotes(
                table.has("priority") ? row.text("priority") : "",
                table.has("spot_ok") ? spotOk(row) : Optional.empty(),
                table.has("queue_s") ? row.optionalSecondsAsNanos("queue_s") : OptionalLong.empty(),
                table.has("status") ? row.text("status") : "");
    }

    private static Optional<Boolean> spotOk(CsvRow row) {
        return switch (row.text("spot_ok")) {
            case "" -> Optional.empty();
            case "0" -> Optional.of(false);
            case "1" -> Optional.of(true);
            default -> throw row.bad("spot_ok", "0, 1 or nothing");
        };
    }
}
