package dev.nodecast.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** How all charts look: no frame, faint horizontal lines, legend at the top left, text as large as the page's. */
final class ChartStyle {
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Stroke LINE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final Stroke THIN = new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final Shape SQUARE = new Rectangle2D.Double(-5, -5, 10, 10);
    private static final Stroke HAIR = new BasicStroke(1f);
    private static final float[][] DASHES = {{}, {7, 4}, {2, 4}, {10, 4, 2, 4}};

    private ChartStyle() {}

    /** Lines that differ in more than their colour. */
    static Stroke line(int index) {
        float[] dash = DASHES[index % DASHES.length];
        return dash.length == 0
                ? LINE
                : new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash, 0f);
    }

    static JFreeChart chart(Plot plot) {
        JFreeChart chart = new JFreeChart(null, LABEL, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(4, 0, 2, 8));
        chart.setTextAntiAlias(true);
        return chart;
    }

    static void legend(JFreeChart chart) {
        LegendTitle legend = new LegendTitle(chart.getPlot());
        legend.setPosition(RectangleEdge.TOP);
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend.setItemFont(LABEL);
        legend.setItemPaint(Palette.TEXT);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 18));
        legend.setFrame(BlockBorder.NONE);
        legend.setBackgroundPaint(new Color(0, 0, 0, 0));
        legend.setPadding(0, 0, 6, 0);
        chart.addSubtitle(legend);
    }

    static void axis(Axis axis) {
        axis.setLabelFont(LABEL);
        axis.setLabelPaint(Palette.AXIS);
        axis.setTickLabelFont(TICK);
        axis.setTickLabelPaint(Palette.TEXT);
        axis.setAxisLinePaint(Palette.AXIS);
        axis.setTickMarkPaint(Palette.AXIS);
    }

    static void plot(XYPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setRangeGridlineStroke(HAIR);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    static void plot(CategoryPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(Palette.GRID);
        plot.setRangeGridlineStroke(HAIR);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }
}
