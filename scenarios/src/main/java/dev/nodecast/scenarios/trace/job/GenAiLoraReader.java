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
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Alibaba's Stable Diffusion requests ({@code lora_request_trace} of cluster-trace-v2026-GenAI): one request per row on
 * one GPU. Time 0 is midnight of the first day; the publisher shifted the clock.
 */
public final class GenAiLoraReader {

    private GenAiLoraReader() {}

    public static JobTrace read(TraceFile file, TraceWarnings warnings) {
        List<CsvRow> rows = CsvTable.withHeader(file).rows();
        Instant start = Timestamps.startOfDay(rows.stream()
                .map(row -> row.instant("gmt_create"))
                .min(Instant::compareTo)
                .orElseThrow());
        JobCollector jobs = new JobCollector(file, warnings);
        for (int i = 0; i < rows.size(); i++) {
            CsvRow row = rows.get(i);
            JobNotes notes = new JobNotes(
                    row.text("predict_type"), Optional.empty(), OptionalLong.empty(), row.text("predict_status"));
            jobs.add(
                    row,
                    new TracedJob(
                            "sd-" + i,
                            Timestamps.nanosBetween(start, row.instant("gmt_create")),
                            row.optionalSecondsAsNanos("exec_time_seconds"),
                            JobDemand.ofGpus(1),
                            notes));
        }
        return jobs.trace();
    }
}
