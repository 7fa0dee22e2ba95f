package dev.nodecast.reports.chart;

import java.util.List;
import org.jfree.data.xy.XYSeries;

/** Draws levels that hold until the next one: two points per change, so that one path per series is enough. */
final class Steps {

    private Steps() {}

    /**
     * A series of steps.
     *
     * @param starts when each level begins, ascending; the last level ends at {@code end}
     */
    static XYSeries series(String name, List<Double> starts, List<Double> levels, double end) {
        XYSeries series = new XYSeries(name, false, true);
        double before = Double.NaN;
        for (int i = 0; i < starts.size(); i++) {
            double level = levels.get(i);
            if (level != before) {
                if (!Double.isNaN(before)) {
                    series.add(starts.get(i).doubleValue(), before);
                }
                series.add(starts.get(i).doubleValue(), level);
                before = level;
            }
        }
        if (!Double.isNaN(before)) {
            series.add(end, before);
        }
        return series;
    }
}
