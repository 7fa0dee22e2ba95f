package dev.nodecast.cli.screen;

import dev.nodecast.scenarios.hpa.AutoscalerStudy.Report;
import dev.nodecast.scenarios.hpa.StudyStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The replay of an autoscaler for people: every sync in a line, or replicas and metrics over time as charts. */
public final class AutoscalerScreen {

    private static final int MILLI_DECIMALS = 3;
    private static final long SECOND_NS = 1_000_000_000L;

    private AutoscalerScreen() {}

    /** One line for each sync and each poll. */
    public static String table(Report report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(report));
        report.steps().forEach(step -> rows.add(row(step)));
        padLast(rows);
        return head(report).table(rows).toString();
    }

    /** The last column is text, so it lines up to the left. */
    private static void padLast(List<List<String>> rows) {
        int width = rows.stream().mapToInt(row -> row.getLast().length()).max().orElse(0);
        rows.forEach(row -> row.set(
                row.size() - 1, row.getLast() + " ".repeat(width - row.getLast().length())));
    }

    private static List<String> header(Report report) {
        List<String> header = new ArrayList<>(List.of("TIME", "BY"));
        metricNames(report).forEach(header::add);
        header.addAll(List.of("replicas", "ready", "metric", "stabilized", "desired", "reason"));
        return header;
    }

    private static List<String> row(StudyStep step) {
        List<String> row =
                new ArrayList<>(List.of(clock(step.timeNs()), step.by().name().toLowerCase(Locale.ROOT)));
        step.metricsMilli().values().forEach(value -> row.add(number(value)));
        row.add(String.valueOf(step.replicas()));
        row.add(String.valueOf(step.readyPods()));
        row.add(number(step.metricDesired()));
        row.add(number(step.stabilized()));
        row.add(String.valueOf(step.desired()));
        row.add(step.reason());
        return row;
    }

    /** Replicas, then each metric, over time. */
    public static String chart(Report report) {
        Lines lines = head(report);
        List<StudyStep> steps = report.steps();
        lines.line("replicas").line(TextChart.of(steps, step -> (double) step.desired()));
        for (String metric : metricNames(report)) {
            lines.line(metric)
                    .line(TextChart.of(steps, step -> value(step.metricsMilli().get(metric))));
        }
        return lines.toString();
    }

    private static Lines head(Report report) {
        long changes = report.steps().stream().filter(StudyStep::scaled).count();
        return new Lines()
                .line(report.autoscaler() + " scales " + report.target() + ": "
                        + report.steps().size() + " steps, " + changes + " changes of the replicas")
                .blank();
    }

    private static List<String> metricNames(Report report) {
        return report.steps().isEmpty()
                ? List.of()
                : List.copyOf(report.steps().getFirst().metricsMilli().keySet());
    }

    private static double value(@Nullable Long milli) {
        return milli == null ? Double.NaN : milli / 1e3;
    }

    private static String number(@Nullable Long milli) {
        return milli == null
                ? "–"
                : BigDecimal.valueOf(milli, MILLI_DECIMALS).stripTrailingZeros().toPlainString();
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? String.valueOf(value.getAsInt()) : "–";
    }

    static String clock(long ns) {
        long seconds = ns / SECOND_NS;
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
