package dev.nodecast.reports.chart;

import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** What each day of a month costs, in stacked columns. */
public final class DailyCostChart {
    private static final double GAP_BETWEEN_DAYS = 0.25;

    private DailyCostChart() {}

    /**
     * A part of each day's column.
     *
     * @param usd by day, as many as there are days
     */
    public record Part(String name, Color color, List<Double> usd) {
        public Part {
            usd = List.copyOf(usd);
        }
    }

    /** The chart of {@code parts}, the first at the bottom. */
    public static JFreeChart of(List<LocalDate> days, List<Part> parts) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        StackedBarRenderer bars = new StackedBarRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        for (Part part : parts) {
            bars.setLegendShape(data.getRowCount(), ChartStyle.SQUARE);
            bars.setSeriesPaint(data.getRowCount(), part.color());
            for (int day = 0; day < days.size(); day++) {
                data.addValue(
                        part.usd().get(day).doubleValue(),
                        part.name(),
                        String.valueOf(days.get(day).getDayOfMonth()));
            }
        }
        CategoryPlot plot = new CategoryPlot(data, dayAxis(), dollarAxis(), bars);
        ChartStyle.plot(plot);
        JFreeChart chart = ChartStyle.chart(plot);
        ChartStyle.legend(chart);
        return chart;
    }

    private static CategoryAxis dayAxis() {
        CategoryAxis axis = new CategoryAxis("day of the month");
        ChartStyle.axis(axis);
        axis.setCategoryMargin(GAP_BETWEEN_DAYS);
        axis.setLowerMargin(0.005);
        axis.setUpperMargin(0.005);
        axis.setTickMarksVisible(false);
        return axis;
    }

    private static NumberAxis dollarAxis() {
        NumberAxis axis = new NumberAxis("USD per day");
        ChartStyle.axis(axis);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        axis.setNumberFormatOverride(new DecimalFormat("$#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return axis;
    }
}
