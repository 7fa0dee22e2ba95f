package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.billing.MicroUsd;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;

/** One line of a catalogue file. A cell that cannot be read becomes a diagnostic and a harmless value, so reading goes on. */
record CsvRow(SourceText source, int line, List<String> header, List<CsvCell> cells, Diagnostics diagnostics) {

    private static final int PER_MILLE_PER_PERCENT = 10;
    private static final int MAX_PERCENT = 100;

    /** The cell; empty where it or its column is. */
    String text(String column) {
        int index = header.indexOf(column);
        return index < 0 ? "" : cells.get(index).text();
    }

    boolean has(String column) {
        return !text(column).isEmpty();
    }

    /** The cell where {@code valid} holds; otherwise a diagnostic. */
    String text(String column, Predicate<String> valid, String expected) {
        String text = text(column);
        if (!valid.test(text)) {
            wrong(column, expected, "write " + expected);
        }
        return text;
    }

    String oneOf(String column, List<String> values) {
        return text(column, values::contains, "one of " + String.join(", ", values));
    }

    int count(String column) {
        return (int) number(column, Integer.MAX_VALUE);
    }

    long number(String column) {
        return number(column, Long.MAX_VALUE / 1_000_000_000_000L);
    }

    private long number(String column, long max) {
        String text = text(column);
        if (text.matches("[0-9]{1,15}") && Long.parseLong(text) <= max) {
            return Long.parseLong(text);
        }
        wrong(column, "a whole number from 0 to " + max, "write a number without unit or sign");
        return 0;
    }

    boolean flag(String column) {
        return oneOf(column, List.of("true", "false")).equals("true");
    }

    /** USD as micro-USD, 0 or more. */
    long usd(String column) {
        String text = text(column);
        try {
            long microUsd = MicroUsd.parse(text);
            if (microUsd >= 0) {
                return microUsd;
            }
        } catch (NumberFormatException e) {
            wrong(
                    column,
                    "USD with at most six decimals, such as 1.006",
                    "write a plain decimal number: " + e.getMessage());
            return 0;
        }
        wrong(column, "0 or more", "write a price without a sign");
        return 0;
    }

    /** A percentage from 0 to 100 with at most one decimal, in thousandths. */
    int perMille(String column) {
        String text = text(column);
        if (text.matches("[0-9]{1,3}(\\.[0-9]0*)?")) {
            BigDecimal perMille = new BigDecimal(text).multiply(BigDecimal.valueOf(PER_MILLE_PER_PERCENT));
            if (perMille.compareTo(BigDecimal.valueOf(MAX_PERCENT * PER_MILLE_PER_PERCENT)) <= 0) {
                return perMille.intValueExact();
            }
        }
        wrong(column, "a percentage from 0 to 100 with at most one decimal", "write 12.5 for 12.5 %");
        return 0;
    }

    LocalDate date(String column) {
        try {
            return LocalDate.parse(text(column));
        } catch (DateTimeParseException e) {
            wrong(column, "a date such as 2026-10-01", "write year-month-day: " + e.getMessage());
            return LocalDate.EPOCH;
        }
    }

    void wrong(String column, String expected, String help) {
        String text = text(column);
        diagnostics.add(Diagnostic.error("NC0502", mark(column), "the value of `" + column + "` cannot be used")
                .field(column)
                .found(text.isEmpty() ? "an empty cell" : "`" + text + "`")
                .expected(expected)
                .help(help));
    }

    SourceMark mark(String column) {
        int index = header.indexOf(column);
        return source.at(line, index < 0 ? 1 : cells.get(index).column());
    }
}
