package dev.nodecast.reports.output;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The text of a CSV file (RFC 4180, with line feeds), row by row. */
public final class CsvText {
    private static final int MICRO_DIGITS = 6;

    private final StringBuilder text = new StringBuilder();

    /** A file with this first line; units belong in the columns' names. */
    public CsvText(List<String> columns) {
        row(columns);
    }

    /** Adds a row. */
    public void row(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
        }
        text.append('\n');
    }

    /** An amount as a cell: USD with six decimals. */
    public static String usd(long microUsd) {
        return BigDecimal.valueOf(microUsd, MICRO_DIGITS).toPlainString();
    }

    /** A number as a cell, with at most {@code decimals} decimals; empty where there is none. */
    public static String number(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return "";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
