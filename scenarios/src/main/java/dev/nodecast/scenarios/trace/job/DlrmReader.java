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
 * Alibaba's instances of recommendation models ({@code disaggregated_DLRM_trace} of cluster-trace-gpu-v2025), times in
 * seconds, memory in GiB, CPUs whole. An instance runs from being scheduled to its deletion; without a deletion it was
 * alive at the end. They are service replicas, so not for spot.
 */
public final class DlrmReader {

    private static final int MIB_PER_GIB = 1024;
    private static final int MILLI = 1000;

    private DlrmReader() {}

    public static JobTrace read(TraceFile file, TraceWarnings warnings) {
        JobCollector jobs = new JobCollector(file, warnings);
        CsvTable.withHeader(file).rows().forEach(row -> jobs.add(row, job(row)));
        return jobs.trace();
    }

    private static TracedJob job(CsvRow row) {
        OptionalLong creationNs = row.optionalSecondsAsNanos("creation_time");
        OptionalLong scheduledNs = row.optionalSecondsAsNanos("scheduled_time");
        OptionalLong deletedNs = row.optionalSecondsAsNanos("deletion_time");
        long createdNs = creationNs.orElse(0);
        long fromNs = scheduledNs.orElse(createdNs);
        if (deletedNs.isPresent() && deletedNs.getAsLong() < fromNs) {
            throw row.bad("deletion_time", "a time not before scheduled_time");
        }
        JobDemand demand = new JobDemand(
                row.count("gpu_request"),
                JobDemand.UNKNOWN,
                Math.toIntExact(Math.round(row.quantity("cpu_request") * MILLI)),
                Math.toIntExact(Math.round(row.quantity("memory_request") * MIB_PER_GIB)));
        JobNotes notes = new JobNotes(
                row.text("app_name"),
                Optional.of(false),
                scheduledNs.isPresent()
                        ? OptionalLong.of(Math.max(0, scheduledNs.getAsLong() - createdNs))
                        : OptionalLong.empty(),
                "");
        OptionalLong serviceNs =
                deletedNs.isPresent() ? OptionalLong.of(deletedNs.getAsLong() - fromNs) : OptionalLong.empty();
        return new TracedJob(row.text("instance_sn"), createdNs, serviceNs, demand, notes);
    }
}
