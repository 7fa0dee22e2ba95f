package dev.nodecast.sim.world.jobs;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts everything that holds a job, and compares with what the meters say. For tests. */
final class Conservation {

    private final Dispatcher dispatcher;

    Conservation(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /**
     * Every row is in one place, and every job that is neither completed nor failed has one at least.
     *
     * @throws IllegalStateException if a job is missing or counted twice
     */
    void check(long nowNs) {
        JobMeter sum = new JobMeter();
        long waiting = 0;
        for (int i = 0; i < dispatcher.queues.length; i++) {
            add(sum, dispatcher.meters[i]);
            waiting += dispatcher.queues[i].countedLength();
        }
        long rows = dispatcher.jobs.present().length;
        long places = waiting + sum.running + sum.reserved + sum.awaitingRedelivery + sum.inBackoff;
        long unfinished = sum.arrived - sum.completed - sum.failed;
        boolean inPlace = rows == places
                && sum.running == dispatcher.workers.countedBusy()
                && sum.reserved == dispatcher.workers.countedReserved()
                && sum.inBackoff == dispatcher.countdowns.count();
        long duplicates = sum.duplicated - sum.duplicatesGone;
        if (!inPlace || rows != unfinished + duplicates || unfinished != countedUnfinished()) {
            throw new IllegalStateException("at " + nowNs + " ns " + sum.arrived + " jobs have arrived, but "
                    + sum.completed + " are completed, " + sum.failed + " have failed, " + waiting + " wait, "
                    + sum.running + " run on " + dispatcher.workers.countedBusy() + " workers, " + sum.reserved
                    + " are reserved, " + sum.inBackoff + " are held until their time, " + sum.awaitingRedelivery
                    + " await redelivery, " + duplicates + " of them twice, and " + rows + " are present");
        }
    }

    /** Jobs that are neither completed nor failed, each of which must have a row. */
    private long countedUnfinished() {
        JobTable jobs = dispatcher.jobs;
        Map<Twins, Integer> rows = new LinkedHashMap<>();
        long unfinished = 0;
        for (int job : jobs.present()) {
            Twins twins = jobs.twins[job];
            int seen = twins == null ? 0 : rows.getOrDefault(twins, 0);
            if (twins != null) {
                rows.put(twins, seen + 1);
            }
            if (seen == 0 && (twins == null || !twins.done)) {
                unfinished++;
            }
        }
        rows.forEach((twins, count) -> {
            if (twins.rows != count) {
                throw new IllegalStateException("a job has " + count + " rows, but counts " + twins.rows);
            }
        });
        return unfinished;
    }

    private static void add(JobMeter sum, JobMeter meter) {
        sum.arrived += meter.arrived;
        sum.completed += meter.completed;
        sum.failed += meter.failed;
        sum.running += meter.running;
        sum.reserved += meter.reserved;
        sum.inBackoff += meter.inBackoff;
        sum.awaitingRedelivery += meter.awaitingRedelivery;
        sum.duplicated += meter.duplicated;
        sum.duplicatesGone += meter.duplicatesGone;
    }
}
