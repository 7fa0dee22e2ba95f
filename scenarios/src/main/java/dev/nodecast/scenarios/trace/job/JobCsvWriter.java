package dev.nodecast.scenarios.trace.job;

import dev.nodecast.scenarios.trace.JobDemand;
import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.TracedJob;
import dev.nodecast.scenarios.trace.source.Seconds;
import java.io.IOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes the format that {@link JobCsvReader} reads. */
public final class JobCsvWriter {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(
                    "job_id",
                    "submit_s",
                    "duration_s",
                    "gpus",
                    "gpu_milli",
                    "cpu_milli",
                    "memory_mib",
                    "priority",
                    "spot_ok",
                    "queue_s",
                    "status")
            .get();

    private JobCsvWriter() {}

    /** Writes {@code trace} with a header line. */
    public static void write(JobTrace trace, Appendable out) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        for (TracedJob job : trace.jobs()) {
            JobDemand demand = job.demand();
            printer.printRecord(
                    job.id(),
                    Seconds.text(job.submitNs()),
                    job.serviceNs().isPresent() ? Seconds.text(job.serviceNs().getAsLong()) : "",
                    number(demand.gpus()),
                    number(demand.gpuMilli()),
                    number(demand.cpuMilli()),
                    number(demand.memoryMib()),
                    job.notes().group(),
                    job.notes().spotOk().map(ok -> ok ? "1" : "0").orElse(""),
                    job.notes().queuedNs().isPresent()
                            ? Seconds.text(job.notes().queuedNs().getAsLong())
                            : "",
                    job.notes().status());
        }
        printer.flush();
    }

    private static String number(int value) {
        return value == JobDemand.UNKNOWN ? "" : Integer.toString(value);
    }
}
