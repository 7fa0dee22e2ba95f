package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.JobRow;
import dev.nodecast.reports.input.ReportProblem;
import dev.nodecast.reports.input.StoredResult;
import dev.nodecast.scenarios.result.Estimate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs that arrived in the month, of one queue; of all replications together. */
final class QueueJobs {
    private final String queue;
    private final Waits waits = new Waits();
    private int arrived;
    private int completed;

    private QueueJobs(String queue) {
        this.queue = queue;
    }

    /** The queues of the summary, then those that only jobs name; refuses a file with other jobs than the summary says. */
    static List<QueueJobs> read(StoredResult result, MonthOfRun month) throws IOException {
        Map<String, QueueJobs> queues = new LinkedHashMap<>();
        result.summary().figures().queues().keySet().forEach(name -> queues.put(name, new QueueJobs(name)));
        long[] rows = {0};
        result.jobs(job -> {
            rows[0]++;
            if (month.contains(job.arrivalS())) {
                queues.computeIfAbsent(job.queue(), QueueJobs::new).add(job);
            }
        });
        check(result, rows[0]);
        return new ArrayList<>(queues.values());
    }

    private static void check(StoredResult result, long rows) {
        Estimate arrived = result.summary().figures().jobs().arrived();
        long expected = Math.round(arrived.mean() * result.summary().replications());
        if (rows != expected) {
            throw ReportProblem.inFile(
                    result.path().resolve("jobs.csv"),
                    rows + " jobs",
                    expected + " jobs, as summary.json says",
                    "rows are missing or the files are of different runs: " + ReportProblem.SIMULATE_AGAIN);
        }
    }

    private void add(JobRow job) {
        arrived++;
        completed += job.completed() ? 1 : 0;
        if (job.started()) {
            waits.add(job.waitS());
        }
    }

    String queue() {
        return queue;
    }

    int arrived() {
        return arrived;
    }

    int completed() {
        return completed;
    }

    int neverStarted() {
        return arrived - waits.count();
    }

    /** Waiting times of the jobs that started. */
    Waits waits() {
        return waits;
    }
}
