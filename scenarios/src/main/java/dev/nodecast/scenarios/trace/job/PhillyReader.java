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

/**
 * Microsoft's Philly jobs as the Sia simulator keeps them: {@code timestamp,duration,num_gpus,gpu_time,cluster}. Time
 * 0 is midnight of the first day; the group is the virtual cluster.
 */
public final class PhillyReader {

    private PhillyReader() {}

    public static JobTrace read(TraceFile file, TraceWarnings warnings) {
        List<CsvRow> rows = CsvTable.withHeader(file).rows();
        Instant start = Timestamps.startOfDay(rows.stream()
                .map(row -> row.instant("timestamp"))
                .min(Instant::compareTo)
                .orElseThrow());
        JobCollector jobs = new JobCollector(file, warnings);
        for (int i = 0; i < rows.size(); i++) {
            CsvRow row = rows.get(i);
            jobs.add(
                    row,
                    new TracedJob(
                            "philly-" + i,
                            Timestamps.nanosBetween(start, row.instant("timestamp")),
                            row.optionalSecondsAsNanos("duration"),
                            JobDemand.ofGpus(row.count("num_gpus")),
                            JobNotes.ofGroup(row.text("cluster"))));
        }
        return jobs.trace();
    }
}
