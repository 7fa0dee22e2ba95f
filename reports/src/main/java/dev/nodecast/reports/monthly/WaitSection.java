package dev.nodecast.reports.monthly;

import dev.nodecast.reports.chart.SvgDrawing;
import dev.nodecast.reports.chart.WaitChart;
import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Block.Column;
import dev.nodecast.reports.page.Block.Line;
import dev.nodecast.reports.page.Section;
import java.util.ArrayList;
import java.util.List;

/** How long jobs wait, queue by queue. */
final class WaitSection {
    private static final SvgDrawing.Size SIZE = new SvgDrawing.Size(1_072, 340);

    private final MonthlyFigures figures;

    WaitSection(MonthlyFigures figures) {
        this.figures = figures;
    }

    Section section() {
        List<WaitChart.Curve> curves = figures.queues().stream()
                .filter(jobs -> jobs.arrived() > 0 && jobs.waits().count() > 0)
                .map(jobs -> WaitCurve.of(jobs).forChart())
                .toList();
        List<Block> blocks = new ArrayList<>();
        if (!curves.isEmpty()) {
            String svg = SvgDrawing.draw(
                    WaitChart.of(curves), SIZE, "waits", "Share of jobs that started within a waiting time, by queue.");
            blocks.add(new Block.Chart(
                    "Share of jobs that have started after a waiting time",
                    svg,
                    "Of all jobs that arrived in the month; a line that ends below 100 % leaves jobs that had not started"
                            + " when the run ended."));
        }
        blocks.add(table());
        return new Section(
                "waits", "How long jobs wait", "From a job's arrival in its queue to its first start.", blocks);
    }

    private Block table() {
        List<Line> lines = new ArrayList<>();
        for (QueueJobs jobs : figures.queues()) {
            Waits waits = jobs.waits();
            lines.add(Line.of(
                    jobs.queue(),
                    perReplication(jobs.arrived()),
                    perReplication(jobs.completed()),
                    perReplication(jobs.neverStarted()),
                    Formats.time(waits.mean()),
                    Formats.time(waits.quantile(0.5)),
                    Formats.time(waits.quantile(0.95)),
                    Formats.time(waits.quantile(0.99)),
                    Formats.time(waits.longest())));
        }
        return new Block.Table(
                "Waiting time by queue",
                List.of(
                        Column.text("queue"),
                        Column.number("jobs arrived"),
                        Column.number("completed"),
                        Column.number("never started"),
                        Column.number("mean"),
                        Column.number("median"),
                        Column.number("95 %"),
                        Column.number("99 %"),
                        Column.number("longest")),
                lines,
                figures.summary().replications() == 1
                        ? ""
                        : "Counts are means of the replications; waiting times are of the jobs of all replications together.");
    }

    private String perReplication(int jobs) {
        return Formats.count((double) jobs / figures.summary().replications());
    }
}
