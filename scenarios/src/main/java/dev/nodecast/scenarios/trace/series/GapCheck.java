package dev.nodecast.scenarios.trace.series;

import dev.nodecast.scenarios.trace.TimeSeries;
import dev.nodecast.scenarios.trace.source.Seconds;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.util.Arrays;

/**
 * Warns of holes in a regularly sampled series: steps longer than one and a half times the usual one, and single zeros
 * amid values that are all positive, which is how some sources mark missing data.
 */
final class GapCheck {

    private GapCheck() {}

    static void check(TimeSeries series, TraceFile file, TraceWarnings warnings) {
        long usualNs = series.medianStepNs();
        for (int i = 1; i < series.size(); i++) {
            long stepNs = series.timeNs(i) - series.timeNs(i - 1);
            if (usualNs > 0 && 2 * stepNs > 3 * usualNs) {
                warnings.add(
                        "gap " + series.name(),
                        file.warning(
                                0,
                                "a gap of " + Seconds.text(stepNs) + " s in '" + series.name() + "' after "
                                        + Seconds.text(series.timeNs(i - 1)) + " s",
                                "a value every " + Seconds.text(usualNs) + " s",
                                "the last value before it is taken to hold"));
            }
        }
        checkZeros(series, file, warnings);
    }

    private static void checkZeros(TimeSeries series, TraceFile file, TraceWarnings warnings) {
        double[] values = series.values();
        long zeros = Arrays.stream(values).filter(value -> value == 0).count();
        if (zeros == 0 || zeros * 50 > values.length) {
            return;
        }
        for (int i = 1; i + 1 < values.length; i++) {
            if (values[i] == 0) {
                warnings.add(
                        "zero " + series.name(),
                        file.warning(
                                0,
                                "the value 0 in '" + series.name() + "' at " + Seconds.text(series.timeNs(i)) + " s",
                                "a positive value as nearly everywhere",
                                "it may mark missing data; it is taken as 0"));
            }
        }
    }
}
