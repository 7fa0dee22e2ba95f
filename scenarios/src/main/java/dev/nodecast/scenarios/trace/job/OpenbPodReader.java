package dev.nodecast.scenarios.trace.job;

import dev.nodecast.scenarios.trace.JobDemand;
import dev.nodecast.scenarios.trace.JobNotes;
import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.TracedJob;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Alibaba's pods on shared GPUs ({@code openb_pod_list} of cluster-trace-gpu-v2023), times in seconds. Time 0 is the
 * start of the first pod's day. A pod runs from being scheduled (or, if it never was, from its creation) to its
 * deletion. That best-effort pods (BE) may run on spot is our reading.
 */
public final class OpenbPodReader {

    private static final long DAY_NS = 86_400_000_000_000L;

    private OpenbPodReader() {}

    public static JobTrace read(TraceFile file, TraceWarnings warnings) {
        List<CsvRow> rows = CsvTable.withHeader(file).rows();
        long firstNs = rows.stream()
                .mapToLong(row -> row.secondsAsNanos("creation_time"))
                .min()
                .orElseThrow();
        long startNs = firstNs / DAY_NS * DAY_NS;
        JobCollector jobs = new JobCollector(file, warnings);
        rows.forEach(row -> jobs.add(row, job(row, startNs)));
        return jobs.trace();
    }

    private static TracedJob job(CsvRow row, long startNs) {
        long createdNs = row.secondsAsNanos("creation_time");
        OptionalLong scheduledNs = row.optionalSecondsAsNanos("scheduled_time");
        OptionalLong deletedNs = row.optionalSecondsAsNanos("deletion_time");
        long fromNs = scheduledNs.orElse(createdNs);
        if ((deletedNs.isPresent() && deletedNs.getAsLong() < fromNs) || fromNs < createdNs) {
            throw row.bad("scheduled_time", "creation, scheduling and deletion in this order");
        }
        JobDemand demand = new JobDemand(
                row.count("num_gpu"), row.count("gpu_milli"), row.count("cpu_milli"), row.count("memory_mib"));
        JobNotes notes = new JobNotes(
                row.text("qos"),
                Optional.of(row.text("qos").equals("BE")),
                scheduledNs.isPresent() ? OptionalLong.of(scheduledNs.getAsLong() - createdNs) : OptionalLong.empty(),
                row.text("pod_phase"));
        OptionalLong serviceNs =
                deletedNs.isPresent() ? OptionalLong.of(deletedNs.getAsLong() - fromNs) : OptionalLong.empty();
        return new TracedJob(row.text("name"), createdNs - startNs, serviceNs, demand, notes);
    }
}
