package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.world.measure.RunResult.JobTotals;
import dev.nodecast.sim.world.measure.RunResult.QueueResult;
import dev.nodecast.sim.world.measure.RunResult.Troubles;
import dev.nodecast.sim.world.spec.MetricsSpec.Counted;
import java.util.ArrayList;
import java.util.List;

/** Read access to the queues. */
public final class QueueReadings {

    private final JobQueue[] queues;
    private final JobMeter[] meters;

    QueueReadings(JobQueue[] queues, JobMeter[] meters) {
        this.queues = queues;
        this.meters = meters;
    }

    public int count() {
        return queues.length;
    }

    /** Jobs of a queue now. */
    public long count(int queue, Counted counted) {
        return switch (counted) {
            case WAITING -> queues[queue].length();
            case RUNNING -> meters[queue].running;
            case WAITING_AND_RUNNING -> queues[queue].length() + meters[queue].reserved + meters[queue].running;
        };
    }

    /** Waiting jobs per queue now. */
    public List<Long> lengths() {
        List<Long> lengths = new ArrayList<>(queues.length);
        for (JobQueue queue : queues) {
            lengths.add(queue.length());
        }
        return lengths;
    }

    /** Jobs with workers now. */
    public long running() {
        long running = 0;
        for (JobMeter meter : meters) {
            running += meter.running;
        }
        return running;
    }

    /** The totals of all queues together until now. */
    public JobTotals totals() {
        JobTotals sum = new JobTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, Troubles.NONE);
        for (int i = 0; i < queues.length; i++) {
            sum = sum.plus(totals(i));
        }
        return sum;
    }

    /** The results of each queue until now. */
    public List<QueueResult> results(List<String> names, long nowNs) {
        List<QueueResult> results = new ArrayList<>();
        for (int i = 0; i < queues.length; i++) {
            JobMeter meter = meters[i];
            results.add(new QueueResult(
                    names.get(i),
                    totals(i),
                    meter.waitS,
                    meter.waitQuantilesS,
                    meter.turnaroundS,
                    meter.turnaroundQuantilesS,
                    queues[i].lengthOverTime().average(nowNs),
                    queues[i].lengthOverTime().max()));
        }
        return results;
    }

    private JobTotals totals(int queue) {
        JobMeter m = meters[queue];
        return new JobTotals(
                m.arrived,
                m.completed,
                queues[queue].length() + m.reserved,
                m.running,
                m.awaitingRedelivery,
                m.requeued,
                m.redelivered,
                m.interrupted,
                m.lostNs,
                troubles(m));
    }

    private static Troubles troubles(JobMeter m) {
        return new Troubles(
                m.failed,
                m.inBackoff,
                m.duplicated - m.duplicatesGone,
                m.duplicated,
                m.duplicateNs,
                m.failedExecutions,
                m.retried,
                m.softLimits,
                m.hardLimits,
                m.workersLost);
    }
}
