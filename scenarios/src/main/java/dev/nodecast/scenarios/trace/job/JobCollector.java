package dev.nodecast.scenarios.trace.job;

import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.TracedJob;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects jobs row by row; rows out of order are sorted, with a warning, and repeated identifiers are warned of. */
final class JobCollector {

    private final TraceFile file;
    private final TraceWarnings warnings;
    private final List<TracedJob> jobs = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private boolean sorted = true;

    JobCollector(TraceFile file, TraceWarnings warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    void add(CsvRow row, TracedJob job) {
        if (!jobs.isEmpty() && job.submitNs() < jobs.getLast().submitNs()) {
            sorted = false;
            warnings.add(
                    "order",
                    file.warning(
                            row.line(),
                            "a job submitted before the row above",
                            "rows in order of submission",
                            "the jobs are sorted"));
        }
        if (!ids.add(job.id())) {
            warnings.add(
                    "id", file.warning(row.line(), "job '" + job.id() + "' again", "each job once", "both are kept"));
        }
        jobs.add(job);
    }

    JobTrace trace() {
        if (!sorted) {
            jobs.sort(Comparator.comparingLong(TracedJob::submitNs));
        }
        return new JobTrace(jobs);
    }
}
