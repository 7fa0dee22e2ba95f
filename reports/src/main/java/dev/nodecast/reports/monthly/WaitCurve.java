package dev.nodecast.reports.monthly;

import dev.nodecast.reports.chart.WaitChart;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of a queue's jobs that started within a time, at waiting times that are evenly spaced by ratio from one second
 * to the longest.
 */
record WaitCurve(String queue, List<Point> points) {
    private static final int POINTS_PER_DECADE = 40;

    record Point(double waitS, double share) {}

    static WaitCurve of(QueueJobs jobs) {
        return of(jobs.queue(), jobs.waits(), jobs.arrived());
    }

    /** @param all those that waited, also those that still do */
    static WaitCurve of(String queue, Waits waits, int all) {
        List<Point> points = new ArrayList<>();
        double longest = waits.longest();
        for (int step = 0; waits.count() > 0; step++) {
            double waitS = Math.min(Math.pow(10, (double) step / POINTS_PER_DECADE), Math.max(longest, 1));
            points.add(new Point(waitS, (double) waits.upTo(waitS) / all));
            if (waitS >= longest) {
                break;
            }
        }
        return new WaitCurve(queue, points);
    }

    WaitChart.Curve forChart() {
        return new WaitChart.Curve(
                queue,
                points.stream().map(Point::waitS).toList(),
                points.stream().map(Point::share).toList());
    }
}
