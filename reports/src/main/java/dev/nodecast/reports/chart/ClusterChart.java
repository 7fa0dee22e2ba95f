package dev.nodecast.reports.chart;

import java.awt.Color;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.DateTickUnit;
import org.jfree.chart.axis.DateTickUnitType;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.RangeType;
import org.jfree.data.xy.XYSeriesCollection;

/** Nodes above, waiting jobs below, over the same days. */
public final class ClusterChart {
    private static final int NODES_HEIGHT = 3;
    private static final int QUEUE_HEIGHT = 2;
    private static final double GAP = 18;

    private ClusterChart() {}

    /** The days that the chart shows, and whose midnights they have. */
    public record Span(Instant from, Instant to, ZoneId zone) {}

    /**
     * A level over time.
     *
     * @param values one for each moment
     */
    public record Level(String name, Color color, List<Double> values) {
        public Level {
            values = List.copyOf(values);
        }
    }

    /**
     * The chart.
     *
     * @param moments when each value begins, in milliseconds of the epoch
     * @param nodes stacked, the first at the bottom
     * @param waiting lines
     */
    public static JFreeChart of(Span span, List<Double> moments, List<Level> nodes, List<Level> waiting) {
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(timeAxis(span));
        both.setGap(GAP);
        double end = span.to().toEpochMilli();
        both.add(nodePlot(moments, nodes, end), NODES_HEIGHT);
        both.add(queuePlot(moments, waiting, end), QUEUE_HEIGHT);
        JFreeChart chart = ChartStyle.chart(both);
        ChartStyle.legend(chart);
        return chart;
    }

    /** What stands upon others is drawn first and covered by them: one outline per level. */
    private static XYPlot nodePlot(List<Double> moments, List<Level> nodes, double end) {
        XYPlot plot = new XYPlot(null, null, countAxis("nodes"), null);
        ChartStyle.plot(plot);
        for (int level = nodes.size() - 1; level >= 0; level--) {
            int place = nodes.size() - 1 - level;
            XYSeriesCollection data =
                    new XYSeriesCollection(Steps.series(nodes.get(level).name(), moments, upTo(nodes, level), end));
            XYAreaRenderer area = new XYAreaRenderer(XYAreaRenderer.AREA);
            area.setSeriesPaint(0, nodes.get(level).color());
            area.setLegendArea(ChartStyle.SQUARE);
            plot.setDataset(place, data);
            plot.setRenderer(place, area);
        }
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        return plot;
    }

    private static List<Double> upTo(List<Level> levels, int last) {
        int count = levels.getFirst().values().size();
        return IntStream.range(0, count)
                .mapToObj(moment -> levels.stream()
                        .limit(last + 1L)
                        .mapToDouble(level -> level.values().get(moment))
                        .sum())
                .toList();
    }

    private static XYPlot queuePlot(List<Double> moments, List<Level> waiting, double end) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
        lines.setDrawSeriesLineAsPath(true);
        for (Level queue : waiting) {
            lines.setSeriesPaint(data.getSeriesCount(), queue.color());
            lines.setSeriesStroke(data.getSeriesCount(), ChartStyle.THIN);
            data.addSeries(Steps.series(queue.name(), moments, queue.values(), end));
        }
        XYPlot plot = new XYPlot(data, null, countAxis("jobs waiting"), lines);
        ChartStyle.plot(plot);
        return plot;
    }

    private static DateAxis timeAxis(Span span) {
        TimeZone zone = TimeZone.getTimeZone(span.zone());
        DateAxis axis = new DateAxis(null, zone, Locale.ENGLISH);
        ChartStyle.axis(axis);
        axis.setRange(Date.from(span.from()), Date.from(span.to()));
        SimpleDateFormat day = new SimpleDateFormat("d", Locale.ENGLISH);
        day.setTimeZone(zone);
        axis.setTickUnit(new DateTickUnit(DateTickUnitType.DAY, 1, day));
        axis.setLabel("day of the month, at its midnight (" + span.zone() + ")");
        return axis;
    }

    private static NumberAxis countAxis(String label) {
        NumberAxis axis = new NumberAxis(label);
        ChartStyle.axis(axis);
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
        axis.setRangeType(RangeType.POSITIVE);
        axis.setAutoRangeMinimumSize(1);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }
}
