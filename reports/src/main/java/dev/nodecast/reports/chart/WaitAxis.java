package dev.nodecast.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis of waiting times with ticks where people look: 1 s, 10 s, 1 min, 10 min, 1 h, … */
final class WaitAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    private static final Map<String, Double> TICKS = ticks();

    WaitAxis(double longestS) {
        super("waiting time from arrival to start (logarithmic)");
        ChartStyle.axis(this);
        setRange(0, at(Math.max(longestS, 60)) * 1.02);
    }

    /** Where a waiting time stands; all below a second stand at one second. */
    static double at(double seconds) {
        return Math.log10(Math.max(seconds, 1));
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        TICKS.forEach((label, seconds) -> {
            if (getRange().contains(at(seconds))) {
                ticks.add(new NumberTick(at(seconds), label, TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
            }
        });
        return ticks;
    }

    private static Map<String, Double> ticks() {
        Map<String, Double> ticks = new LinkedHashMap<>();
        ticks.put("≤ 1 s", 1.0);
        ticks.put("3 s", 3.0);
        ticks.put("10 s", 10.0);
        ticks.put("30 s", 30.0);
        ticks.put("1 min", 60.0);
        ticks.put("3 min", 180.0);
        ticks.put("10 min", 600.0);
        ticks.put("30 min", 1_800.0);
        ticks.put("1 h", 3_600.0);
        ticks.put("3 h", 10_800.0);
        ticks.put("10 h", 36_000.0);
        ticks.put("1 d", 86_400.0);
        ticks.put("3 d", 259_200.0);
        ticks.put("10 d", 864_000.0);
        ticks.put("30 d", 2_592_000.0);
        return ticks;
    }
}
