package dev.nodecast.reports.chart;

import java.awt.geom.Line2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The share of jobs that have started after a time: one rising line per queue. */
public final class WaitChart {
    private static final double EVERY_FIFTH = 0.2;

    private WaitChart() {}

    /**
     * A queue's line.
     *
     * @param waitsS seconds, ascending
     * @param shares of jobs that waited no longer, 0 to 1; one for each waiting time
     */
    public record Curve(String queue, List<Double> waitsS, List<Double> shares) {
        public Curve {
            waitsS = List.copyOf(waitsS);
            shares = List.copyOf(shares);
        }
    }

    /** The chart of {@code curves}, in this order in the legend. */
    public static JFreeChart of(List<Curve> curves) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
        lines.setDrawSeriesLineAsPath(true);
        lines.setLegendLine(new Line2D.Double(-14, 0, 14, 0));
        double longest = 0;
        for (Curve curve : curves) {
            lines.setSeriesPaint(data.getSeriesCount(), Palette.line(data.getSeriesCount()));
            lines.setSeriesStroke(data.getSeriesCount(), ChartStyle.line(data.getSeriesCount()));
            data.addSeries(series(curve));
            longest = curve.waitsS().isEmpty()
                    ? longest
                    : Math.max(longest, curve.waitsS().getLast());
        }
        XYPlot plot = new XYPlot(data, new WaitAxis(longest), shareAxis(), lines);
        ChartStyle.plot(plot);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(Palette.GRID);
        JFreeChart chart = ChartStyle.chart(plot);
        ChartStyle.legend(chart);
        return chart;
    }

    private static XYSeries series(Curve curve) {
        XYSeries series = new XYSeries(curve.queue(), false, true);
        for (int i = 0; i < curve.waitsS().size(); i++) {
            series.add(WaitAxis.at(curve.waitsS().get(i)), curve.shares().get(i).doubleValue());
        }
        return series;
    }

    private static NumberAxis shareAxis() {
        NumberAxis axis = new NumberAxis("jobs started");
        ChartStyle.axis(axis);
        axis.setRange(0, 1);
        axis.setTickUnit(new NumberTickUnit(EVERY_FIFTH));
        axis.setNumberFormatOverride(new DecimalFormat("0 %", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }
}
