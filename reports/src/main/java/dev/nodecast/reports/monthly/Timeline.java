package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.StoredResult;
import dev.nodecast.reports.input.TimelineRow;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cluster hour by hour, of the first replication: nodes and busy GPUs as means of the hour's samples, waiting jobs as
 * their highest.
 *
 * @param queues names, in the order of {@link Hour#waiting}
 */
record Timeline(List<String> queues, List<Hour> hours) {

    /** One hour that has samples. */
    record Hour(Instant start, double onDemandNodes, double spotNodes, double gpusBusy, List<Double> waiting) {}

    static Timeline read(StoredResult result, MonthOfRun month) throws IOException {
        SortedMap<Instant, Samples> hours = new TreeMap<>();
        result.timeline(row -> {
            if (row.replication() == 0 && month.contains(row.timeS())) {
                Instant hour = month.run()
                        .at(row.timeS())
                        .truncatedTo(ChronoUnit.HOURS)
                        .toInstant();
                hours.computeIfAbsent(hour, start -> new Samples()).add(row);
            }
        });
        List<Hour> means = new ArrayList<>();
        hours.forEach((start, samples) -> means.add(samples.hour(start)));
        return new Timeline(result.queues(), means);
    }

    /** What was seen in one hour. */
    private static final class Samples {
        private int count;
        private double onDemandNodes;
        private double spotNodes;
        private double gpusBusy;
        private double @Nullable [] waiting;

        void add(TimelineRow row) {
            count++;
            onDemandNodes += row.onDemandNodes();
            spotNodes += row.spotNodes();
            gpusBusy += row.gpusBusy();
            double[] highest = waiting == null ? new double[row.waiting().size()] : waiting;
            for (int queue = 0; queue < highest.length; queue++) {
                highest[queue] = Math.max(highest[queue], row.waiting().get(queue));
            }
            waiting = highest;
        }

        Hour hour(Instant start) {
            List<Double> highest = new ArrayList<>();
            for (double jobs : waiting == null ? new double[0] : waiting) {
                highest.add(jobs);
            }
            return new Hour(start, onDemandNodes / count, spotNodes / count, gpusBusy / count, List.copyOf(highest));
        }
    }
}
