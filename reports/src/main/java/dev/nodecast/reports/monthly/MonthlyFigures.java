package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.StoredResult;
import dev.nodecast.scenarios.result.ScenarioResult;
import java.io.IOException;
import java.time.YearMonth;
import java.util.List;

/**
 * The numbers of a monthly report. Money, jobs, nodes and the timeline are those of the month; {@code summary} is of the
 * whole run, which is the same where {@link MonthOfRun#isWholeRun}.
 */
record MonthlyFigures(
        ScenarioResult summary,
        MonthOfRun month,
        MonthlyCost cost,
        List<QueueJobs> queues,
        NodeLives nodes,
        Timeline timeline) {

    static MonthlyFigures read(StoredResult result, YearMonth wanted) throws IOException {
        MonthOfRun month = MonthOfRun.of(result, wanted);
        return new MonthlyFigures(
                result.summary(),
                month,
                CostLedger.read(result, month),
                QueueJobs.read(result, month),
                NodeLives.read(result, month),
                Timeline.read(result, month));
    }

    /** Waiting times of all queues. */
    Waits waits() {
        Waits all = new Waits();
        queues.forEach(queue -> all.addAll(queue.waits()));
        return all;
    }

    /** Jobs of a replication that arrived in the month. */
    double arrived() {
        return queues.stream().mapToInt(QueueJobs::arrived).sum() / (double) summary.replications();
    }

    /** Of these, the completed. */
    double completed() {
        return queues.stream().mapToInt(QueueJobs::completed).sum() / (double) summary.replications();
    }
}
