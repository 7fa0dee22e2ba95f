package dev.nodecast.reports.monthly;

import dev.nodecast.reports.chart.ClusterChart;
import dev.nodecast.reports.chart.ClusterChart.Level;
import dev.nodecast.reports.chart.Palette;
import dev.nodecast.reports.chart.SvgDrawing;
import dev.nodecast.reports.monthly.Timeline.Hour;
import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Section;
import dev.nodecast.scenarios.result.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Nodes and waiting jobs over the month. */
final class ClusterSection {
    private static final SvgDrawing.Size SIZE = new SvgDrawing.Size(1_072, 470);

    private final MonthlyFigures figures;

    ClusterSection(MonthlyFigures figures) {
        this.figures = figures;
    }

    Section section() {
        List<Hour> hours = figures.timeline().hours();
        List<Block> blocks = hours.isEmpty()
                ? List.of(new Block.Notes(List.of("timeline.csv has no sample of this month.")))
                : List.of(chart(hours));
        return new Section("cluster", "Nodes and queues", lead(), blocks);
    }

    private String lead() {
        Figures.Nodes nodes = figures.summary().figures().nodes();
        return "At its peak the cluster has " + Formats.count(nodes.peak()) + " nodes"
                + (figures.month().isWholeRun() ? "" : " (whole run)") + ".";
    }

    private Block chart(List<Hour> hours) {
        MonthOfRun month = figures.month();
        ClusterChart.Span span =
                new ClusterChart.Span(month.from(), month.to(), month.run().zone());
        List<Double> moments =
                hours.stream().map(hour -> (double) hour.start().toEpochMilli()).toList();
        String svg = SvgDrawing.draw(
                ClusterChart.of(span, moments, nodes(hours), waiting(hours)),
                SIZE,
                "cluster",
                "Nodes by capacity type and waiting jobs by queue, hour by hour. " + lead());
        return new Block.Chart("Nodes by capacity type (above) and jobs waiting by queue (below)", svg, note());
    }

    private String note() {
        return "Nodes: mean of each hour. Jobs waiting: the highest sample of each hour."
                + (figures.summary().replications() == 1 ? "" : " The first replication.");
    }

    private static List<Level> nodes(List<Hour> hours) {
        List<Level> levels = new ArrayList<>();
        levels.add(new Level("on-demand nodes", Palette.ON_DEMAND, each(hours, Hour::onDemandNodes)));
        levels.add(new Level("spot nodes", Palette.SPOT, each(hours, Hour::spotNodes)));
        List<Level> some = levels.stream()
                .filter(level -> level.values().stream().anyMatch(value -> value != 0))
                .toList();
        return some.isEmpty() ? levels : some;
    }

    private List<Level> waiting(List<Hour> hours) {
        List<Level> levels = new ArrayList<>();
        List<String> queues = figures.timeline().queues();
        for (int i = 0; i < queues.size(); i++) {
            int queue = i;
            levels.add(new Level(
                    "waiting in " + queues.get(i),
                    Palette.line(i),
                    each(hours, hour -> hour.waiting().get(queue))));
        }
        return levels;
    }

    private static List<Double> each(List<Hour> hours, ToDoubleFunction<Hour> value) {
        return hours.stream().map(value::applyAsDouble).toList();
    }
}
