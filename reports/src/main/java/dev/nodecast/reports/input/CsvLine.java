package dev.nodecast.reports.input;

import dev.nodecast.scheduler.billing.MicroUsd;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.apache.commons.csv.CSVRecord;

/** A row of a file with what is needed to name it: file, line and column. */
final class CsvLine {
    private final Path file;
    private final long line;
    private final CsvColumns columns;
    private final CSVRecord fields;

    CsvLine(Path file, long line, CsvColumns columns, CSVRecord fields) {
        this.file = file;
        this.line = line;
        this.columns = columns;
        this.fields = fields;
    }

    int width() {
        return fields.size();
    }

    String text(String column) {
        return fields.get(columns.place(column));
    }

    /** A number; not-a-number where the cell is empty. */
    double number(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            throw unreadable(column, "a number", noNumber);
        }
    }

    BigDecimal decimal(String column) {
        try {
            return new BigDecimal(text(column));
        } catch (NumberFormatException noNumber) {
            throw unreadable(column, "a decimal number", noNumber);
        }
    }

    /** An amount in USD, as whole micro-USD. */
    long microUsd(String column) {
        try {
            return MicroUsd.parse(text(column));
        } catch (NumberFormatException noAmount) {
            throw unreadable(column, "USD with at most six decimals", noAmount);
        }
    }

    LocalDate date(String column) {
        try {
            return LocalDate.parse(text(column));
        } catch (DateTimeParseException noDate) {
            throw unreadable(column, "a date such as 2026-10-31", noDate);
        }
    }

    InvalidInput refused(String found, String expected) {
        return ReportProblem.atLine(file, line, found, expected, ReportProblem.SIMULATE_AGAIN);
    }

    private InvalidInput unreadable(String column, String expected, Exception cause) {
        InvalidInput problem = refused("`" + text(column) + "` in column " + column, expected);
        problem.initCause(cause);
        return problem;
    }
}
