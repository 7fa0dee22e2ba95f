package dev.nodecast.cli.screen;

import dev.nodecast.scenarios.hpa.StudyStep;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A quantity over time as a chart of bars for a terminal: each column shows the largest value of its time. */
final class TextChart {

    private static final int WIDTH = 90;
    private static final int HEIGHT = 10;
    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
    private static final int LABEL_DIGITS = 3;

    private final double[] columns;
    private final double top;

    private TextChart(double[] columns) {
        this.columns = columns;
        this.top = Math.max(
                1e-9, Arrays.stream(columns).filter(Double::isFinite).max().orElse(0));
    }

    static String of(List<StudyStep> steps, ToDoubleFunction<StudyStep> quantity) {
        if (steps.isEmpty()) {
            return "  nothing to show";
        }
        int width = Math.min(WIDTH, steps.size());
        double[] columns = new double[width];
        Arrays.fill(columns, Double.NaN);
        for (int i = 0; i < steps.size(); i++) {
            int column = (int) ((long) i * width / steps.size());
            double value = quantity.applyAsDouble(steps.get(i));
            columns[column] = Double.isNaN(columns[column]) ? value : Math.max(columns[column], value);
        }
        return new TextChart(columns)
                .draw(AutoscalerScreen.clock(steps.getLast().timeNs()));
    }

    private String draw(String end) {
        StringBuilder text = new StringBuilder();
        for (int row = HEIGHT - 1; row >= 0; row--) {
            String label = row == HEIGHT - 1 ? label(top) : "";
            text.append(String.format(Locale.ROOT, "%9s │", label));
            for (double column : columns) {
                text.append(cell(column, row));
            }
            text.append('\n');
        }
        text.append(String.format(Locale.ROOT, "%9s └", "0"))
                .append("─".repeat(columns.length))
                .append('\n');
        text.append(" ".repeat(11)).append("0:00:00");
        int gap = columns.length - "0:00:00".length() - end.length();
        return gap > 0
                ? text.append(" ".repeat(gap)).append(end).append('\n').toString()
                : text.append('\n').toString();
    }

    /** A point where there is no value; at least a thin line where it is above zero. */
    private char cell(double value, int row) {
        if (!Double.isFinite(value)) {
            return row == 0 ? '·' : ' ';
        }
        long eighths = Math.round(value / top * HEIGHT * 8);
        long shown = value > 0 ? Math.max(1, eighths) : 0;
        return EIGHTHS.charAt((int) Math.clamp(shown - 8L * row, 0L, 8L));
    }

    private static String label(double value) {
        return new BigDecimal(value, new MathContext(LABEL_DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }
}
