package dev.nodecast.scenarios.trace.source;

import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One row of a {@link CsvTable}; every getter refuses a bad cell by naming line, column, found and expected. */
public final class CsvRow {

    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;

    private final TraceFile file;
    private final int line;
    private final String[] fields;
    private @Nullable CsvTable table;

    CsvRow(TraceFile file, int line, String[] fields) {
        this.file = file;
        this.line = line;
        this.fields = fields;
    }

    void attach(CsvTable owner) {
        this.table = owner;
    }

    public int line() {
        return line;
    }

    int size() {
        return fields.length;
    }

    String text(int index) {
        return fields[index].trim();
    }

    /** The cell's text without surrounding blanks; may be empty. */
    public String text(String column) {
        if (table == null) {
            throw new IllegalStateException("row of no table");
        }
        return text(table.index(column));
    }

    public boolean isEmpty(String column) {
        return text(column).isEmpty();
    }

    /** A duration or time of 0 or more in seconds, as nanoseconds. */
    public long secondsAsNanos(String column) {
        return scaled(column, NANO_DIGITS, "a number of seconds, 0 or more");
    }

    /** Like {@link #secondsAsNanos}; absent where the cell is empty. */
    public OptionalLong optionalSecondsAsNanos(String column) {
        return isEmpty(column) ? OptionalLong.empty() : OptionalLong.of(secondsAsNanos(column));
    }

    /** A price of 0 or more in USD, as micro-USD; a leading dollar sign is allowed. */
    public long usdAsMicros(String column) {
        String text = text(column);
        return scaledText(
                text.startsWith("$") ? text.substring(1) : text, column, MICRO_DIGITS, "a price in USD, 0 or more");
    }

    /** A whole number of 0 or more; {@code 12.0} counts as whole. */
    public int count(String column) {
        var value = DecimalText.parse(text(column));
        try {
            if (value != null && value.signum() >= 0) {
                return value.intValueExact();
            }
        } catch (ArithmeticException e) {
            throw bad(column, "a whole number from 0 to " + Integer.MAX_VALUE);
        }
        throw bad(column, "a whole number, 0 or more");
    }

    /** A whole number, which may be negative. */
    public int integer(String column) {
        try {
            return Integer.parseInt(text(column));
        } catch (NumberFormatException e) {
            throw bad(column, "a whole number");
        }
    }

    /** Like {@link #count}; {@code absent} where the cell is empty. */
    public int countOr(String column, int absent) {
        return isEmpty(column) ? absent : count(column);
    }

    /** A finite number of 0 or more. */
    public double quantity(String column) {
        var value = DecimalText.parse(text(column));
        if (value == null || value.signum() < 0) {
            throw bad(column, "a number, 0 or more");
        }
        return value.doubleValue();
    }

    /** A point in time, see {@link Timestamps#instant}. */
    public Instant instant(String column) {
        Instant instant = Timestamps.instant(text(column));
        if (instant == null) {
            throw bad(column, "a timestamp such as 2026-10-01T09:00:00Z or seconds since 1970");
        }
        return instant;
    }

    /** A complaint about the cell, to be thrown. */
    public InvalidInput bad(String column, String expected) {
        return file.error(line, column + " '" + text(column) + "'", expected, "fix the row or delete it");
    }

    private long scaled(String column, int digits, String expected) {
        return scaledText(text(column), column, digits, expected);
    }

    private long scaledText(String text, String column, int digits, String expected) {
        Long value = DecimalText.scaled(text, digits);
        if (value == null || value < 0) {
            throw bad(column, expected);
        }
        return value;
    }
}
